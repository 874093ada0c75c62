-- with: input queue
-- A worker takes no more jobs, and may have taken a marker that was meant for whoever does.
wakeAgain(base)
return {0}
