-- with: input queue family removal add scheduler
-- Removes a scheduler with the job that hasn't begun. Answers 1, or 0 where there was none.
withdraw(base, a.scheduler)
call('DEL', base .. ':repeat:' .. a.scheduler)
return {call('ZREM', base .. ':repeat', a.scheduler)}
