// Works with BullMQ's own classes on a server: node bullmq.js PORT PASSWORD PACKAGE. Started by BullMqTest, on the
// engine and on a real server alike. Each scenario has a queue of its own, all run at the same time; what any
// object reports as an error fails the run.
const assert = require('node:assert');
const { createHash } = require('node:crypto');
const path = require('node:path');

const [port, password, name] = process.argv.slice(2);
const bullmq = require(name);
// The client that this BullMQ finds: version 5 brings its own, version 6 takes the application's.
const Redis = require(require.resolve('ioredis', { paths: [path.dirname(require.resolve(name))] }));

const connection = { host: '127.0.0.1', port: Number(port), password: password || undefined };
const WAIT = 15000;
const errors = [];

async function until(what, condition) {
  const deadline = Date.now() + WAIT;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

// Makes the objects of one scenario and closes them at its end.
class Lab {
  constructor(queueName) {
    this.queueName = queueName;
    this.made = [];
    this.queue = this.make(bullmq.Queue, [queueName]);
  }

  make(type, args, options = {}) {
    const object = new type(...args, { connection, ...options });
    object.on('error', (error) => errors.push(`${this.queueName}: ${error.stack}`));
    this.made.push(object);
    return object;
  }

  worker(process, options = {}) {
    return this.make(bullmq.Worker, [this.queueName, process], { drainDelay: 1, ...options });
  }

  async events() {
    // From the beginning: "from now on" would begin with the first read, be it late.
    const events = this.make(bullmq.QueueEvents, [this.queueName], { lastEventId: '0-0' });
    await events.waitUntilReady();
    return events;
  }

  flow() {
    return this.make(bullmq.FlowProducer, []);
  }

  counts(...states) {
    return this.queue.getJobCounts(...states);
  }

  ids(state, ...range) {
    return this.queue.getJobs([state], ...range).then((jobs) => jobs.map((job) => job.id));
  }

  settled(state, count) {
    return until(`${count} ${state} in ${this.queueName}`, async () => (await this.counts(state))[state] === count);
  }

  async close() {
    await Promise.all(this.made.reverse().map((object) => object.close()));
  }
}

const scenarios = {
  async addAndProcess(lab) {
    const events = await lab.events();
    const seen = [];
    for (const event of ['added', 'active', 'progress', 'completed', 'drained']) {
      events.on(event, (entry) => seen.push(event === 'drained' ? [event] : [event, entry.jobId]));
    }
    lab.worker(async (job) => {
      await job.updateProgress({ at: 50 });
      await job.log('half way');
      await job.log('there');
      return { sum: job.data.a + job.data.b, text: 'ü/"' };
    });
    const job = await lab.queue.add('sum', { a: 40, b: 2, list: [], none: null });
    assert.deepStrictEqual(await job.waitUntilFinished(events, WAIT), { sum: 42, text: 'ü/"' });
    const done = await lab.queue.getJob(job.id);
    assert.deepStrictEqual(done.data, { a: 40, b: 2, list: [], none: null });
    assert.deepStrictEqual(done.progress, { at: 50 });
    assert.deepStrictEqual([done.attemptsMade, done.attemptsStarted, await done.getState()], [1, 1, 'completed']);
    assert.deepStrictEqual(await lab.queue.getJobLogs(job.id), { logs: ['half way', 'there'], count: 2 });
    await until('drained', () => seen.some(([event]) => event === 'drained'));
    assert.deepStrictEqual(seen.slice(0, 4), ['added', 'active', 'progress', 'completed'].map((e) => [e, job.id]));
    assert.strictEqual((await lab.queue.getWorkers()).length, 1);
  },

  async bulk(lab) {
    const jobs = await lab.queue.addBulk(
      Array.from({ length: 500 }, (_, i) => ({ name: 'n', data: { i }, opts: { removeOnComplete: i % 5 === 0 } })),
    );
    assert.strictEqual(new Set(jobs.map((job) => job.id)).size, 500);
    let sum = 0;
    lab.worker(async (job) => { sum += job.data.i; }, { concurrency: 50, metrics: { maxDataPoints: 60 } });
    await lab.settled('completed', 400);
    await until('all run', () => sum === (499 * 500) / 2);
    const metrics = await lab.queue.getMetrics('completed');
    assert.strictEqual(metrics.meta.count, 500);
    assert.strictEqual((await lab.ids('completed', 0, 9)).length, 10);
  },

  async delay(lab) {
    const started = Date.now();
    const job = await lab.queue.add('later', {}, { delay: 400 });
    const far = await lab.queue.add('much later', {}, { delay: 3600000 });
    const moved = await lab.queue.add('moved', {}, { delay: 3600000 });
    assert.deepStrictEqual(await lab.counts('delayed', 'wait'), { delayed: 3, wait: 0 });
    assert.deepStrictEqual(await lab.ids('delayed', 0, -1, true), [job.id, far.id, moved.id]);
    const at = {};
    lab.worker(async (job) => { at[job.name] = Date.now() - started; });
    await lab.settled('completed', 1);
    assert.ok(at.later >= 400 && at.later < 5000, `ran after ${at.later} ms`);
    await moved.changeDelay(50);
    await lab.settled('completed', 2);
    await far.promote();
    await lab.settled('completed', 3);
    assert.deepStrictEqual(Object.keys(at), ['later', 'moved', 'much later']);
  },

  async prioritise(lab) {
    for (const priority of [3, 1, 2, 1, 0, 2097152 - 1]) {
      await lab.queue.add(`p${priority}`, {}, { priority });
    }
    const last = await lab.queue.add('changed', {}, { priority: 7 });
    await last.changePriority({ priority: 1, lifo: true });
    await lab.queue.add('lifo', {}, { lifo: true });
    const per = await lab.queue.getCountsPerPriority([0, 1, 2, 3, 7]);
    assert.deepStrictEqual(per, { 0: 2, 1: 3, 2: 1, 3: 1, 7: 0 });
    const order = [];
    lab.worker(async (job) => { order.push(job.name); });
    await lab.settled('completed', 8);
    assert.deepStrictEqual(order, ['lifo', 'p0', 'changed', 'p1', 'p1', 'p2', 'p3', 'p2097151']);
  },

  async failAndRetry(lab) {
    const events = await lab.events();
    const exhausted = [];
    events.on('retries-exhausted', ({ jobId, attemptsMade }) => exhausted.push([jobId, Number(attemptsMade)]));
    const starts = {};
    lab.worker(async (job) => {
      (starts[job.name] ??= []).push(Date.now());
      if (job.name === 'hopeless') throw new bullmq.UnrecoverableError('no way');
      if (job.name === 'third' && job.attemptsMade === 2) return 'at last';
      if (job.name === 'by hand' && job.data.good) return 'mended';
      throw new Error(`attempt ${job.attemptsMade}`);
    });
    const never = await lab.queue.add('never', {}, { attempts: 2, stackTraceLimit: 1 });
    const third = await lab.queue.add('third', {}, { attempts: 3, backoff: { type: 'exponential', delay: 60 } });
    const hopeless = await lab.queue.add('hopeless', {}, { attempts: 9, backoff: 10 });
    const byHand = await lab.queue.add('by hand', { good: false });
    assert.strictEqual(await third.waitUntilFinished(events, WAIT), 'at last');
    await lab.settled('failed', 3);
    const [first, second, last] = starts.third;
    assert.ok(second - first >= 60 && last - second >= 120, `${second - first}, ${last - second}`);
    const failed = await lab.queue.getJob(never.id);
    assert.deepStrictEqual([failed.attemptsMade, failed.failedReason, failed.stacktrace.length], [2, 'attempt 1', 1]);
    assert.strictEqual((await lab.queue.getJob(hopeless.id)).attemptsMade, 1);
    await until('exhausted', () => exhausted.some(([id, made]) => id === never.id && made === 2));
    await byHand.updateData({ good: true });
    await byHand.retry();
    assert.strictEqual(await byHand.waitUntilFinished(events, WAIT), 'mended');
    await lab.queue.retryJobs({ state: 'failed' });
    await until('failed again', () => starts.never.length >= 3 && starts.hopeless.length === 2);
    await lab.settled('failed', 2);
  },

  async flow(lab) {
    const events = await lab.events();
    const worker = async (job) => {
      if (job.name === 'bad') throw new Error('bad child');
      return job.name === 'root' || job.name === 'mild' ? Object.values(await job.getChildrenValues()).sort() : job.data;
    };
    const child = (name, data, opts) => ({ name, data, opts, queueName: lab.queueName });
    const flow = lab.flow();
    const tree = await flow.add({
      ...child('root'),
      children: [child('leaf', 1), child('leaf', 2, { priority: 2 }), { ...child('root'), children: [child('leaf', 3)] }],
    });
    const strict = await flow.add({ ...child('strict'), children: [child('bad', 0, { failParentOnFailure: true }), child('leaf', 4, { delay: 100 })] });
    const mild = await flow.add({ ...child('mild'), children: [child('bad', 0, { ignoreDependencyOnFailure: true }), child('leaf', 5)] });
    assert.strictEqual(await lab.queue.getJobState(tree.job.id), 'waiting-children');
    assert.deepStrictEqual(await tree.job.getDependenciesCount(), { processed: 0, unprocessed: 3, failed: 0, ignored: 0 });
    assert.strictEqual((await flow.getFlow({ id: tree.job.id, queueName: lab.queueName })).children.length, 3);
    lab.worker(worker, { concurrency: 3 });
    assert.deepStrictEqual(await tree.job.waitUntilFinished(events, WAIT), [1, 2, [3]]);
    assert.deepStrictEqual(await mild.job.waitUntilFinished(events, WAIT), [5]);
    assert.deepStrictEqual(Object.values(await mild.job.getIgnoredChildrenFailures()), ['bad child']);
    await assert.rejects(strict.job.waitUntilFinished(events, WAIT), /child .* failed/);
    const done = await tree.job.getDependencies({ processed: { count: 10 } });
    assert.strictEqual(Object.keys(done.processed).length, 3);
    await tree.job.remove();
    assert.strictEqual(await lab.queue.getJob(tree.job.id), undefined);
  },

  async waitingForChildren(lab) {
    const events = await lab.events();
    lab.worker(async (job, token) => {
      if (job.name === 'child') return job.data;
      if (!job.data.asked) {
        await lab.queue.add('child', 7, { parent: { id: job.id, queue: job.queueQualifiedName } });
        await job.updateData({ asked: true });
      }
      if (await job.moveToWaitingChildren(token)) throw new bullmq.WaitingChildrenError();
      return Object.values(await job.getChildrenValues());
    });
    const parent = await lab.queue.add('parent', {});
    assert.deepStrictEqual(await parent.waitUntilFinished(events, WAIT), [7]);
  },

  async schedulerEvery(lab) {
    const runs = [];
    lab.worker(async (job) => { runs.push([job.name, job.data.n, job.opts.repeat.count]); });
    await lab.queue.upsertJobScheduler('often', { every: 150, limit: 3 }, { name: 'tick', data: { n: 1 }, opts: { attempts: 2 } });
    const scheduler = await lab.queue.getJobScheduler('often');
    assert.deepStrictEqual([scheduler.name, scheduler.every, scheduler.limit], ['tick', 150, 3]);
    await until('three ticks', () => runs.length === 3);
    assert.deepStrictEqual(runs, [['tick', 1, 1], ['tick', 1, 2], ['tick', 1, 3]]);
    await lab.queue.removeJobScheduler('often');
    assert.strictEqual(await lab.queue.getJobSchedulersCount(), 0);
  },

  async schedulerCron(lab) {
    const seconds = [];
    const cron = { pattern: '* * * * * *', tz: 'Europe/Berlin' };
    await lab.queue.upsertJobScheduler('each second', cron, { name: 'tock' });
    await lab.queue.upsertJobScheduler('rarely', { pattern: '0 0 1 1 *' });
    await lab.queue.upsertJobScheduler('rarely', { pattern: '0 0 2 1 *' });
    assert.deepStrictEqual((await lab.queue.getJobSchedulers()).map((s) => s.key), ['rarely', 'each second']);
    lab.worker(async () => { seconds.push(Date.now() % 1000); });
    await until('two tocks', () => seconds.length === 2);
    assert.ok(await lab.queue.removeJobScheduler('each second'));
    assert.ok(await lab.queue.removeJobScheduler('rarely'));
    assert.ok(!(await lab.queue.removeJobScheduler('rarely')));
    assert.deepStrictEqual(await lab.counts('delayed'), { delayed: 0 });
  },

  async deduplication(lab) {
    const events = await lab.events();
    const dropped = [];
    events.on('deduplicated', (entry) => dropped.push(entry.jobId));
    const simple = { deduplication: { id: 'simple' } };
    const first = await lab.queue.add('a', {}, simple);
    assert.strictEqual((await lab.queue.add('a', {}, simple)).id, first.id);
    assert.strictEqual(await lab.queue.getDeduplicationJobId('simple'), first.id);
    const throttle = { deduplication: { id: 'throttle', ttl: 200 } };
    const one = await lab.queue.add('b', {}, throttle);
    assert.strictEqual((await lab.queue.add('b', {}, throttle)).id, one.id);
    await until('the throttle opens', async () => (await lab.queue.getDeduplicationJobId('throttle')) === null);
    assert.notStrictEqual((await lab.queue.add('b', {}, throttle)).id, one.id);
    const debounce = { deduplication: { id: 'debounce', ttl: 60000, extend: true, replace: true }, delay: 60000 };
    const old = await lab.queue.add('c', { v: 1 }, debounce);
    const replaced = await lab.queue.add('c', { v: 2 }, debounce);
    assert.notStrictEqual(replaced.id, old.id);
    assert.deepStrictEqual(await lab.ids('delayed'), [replaced.id]);
    await until('three notes', () => dropped.length === 3);
    assert.strictEqual(await lab.queue.removeDeduplicationKey('simple'), 1);
    assert.notStrictEqual((await lab.queue.add('a', {}, simple)).id, first.id);
  },

  async rateLimit(lab) {
    const started = Date.now();
    const at = [];
    const worker = lab.worker(async () => { at.push(Date.now() - started); }, { limiter: { max: 2, duration: 300 }, concurrency: 5 });
    await lab.queue.addBulk(Array.from({ length: 5 }, () => ({ name: 'n', data: {} })));
    await lab.settled('completed', 5);
    assert.ok(at[2] >= 299 && at[4] >= 598, `at ${at} ms`);
    await worker.close();
    await lab.queue.rateLimit(60000);
    assert.ok((await lab.queue.getRateLimitTtl(2)) > 50000);
    await lab.queue.removeRateLimitKey();
    await lab.queue.setGlobalConcurrency(1);
    let running = 0;
    let most = 0;
    lab.worker(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running--;
    }, { concurrency: 5 });
    await lab.queue.addBulk(Array.from({ length: 5 }, () => ({ name: 'n', data: {} })));
    await lab.settled('completed', 10);
    assert.deepStrictEqual([most, await lab.queue.getGlobalConcurrency()], [1, 1]);
  },

  async pauseAndResume(lab) {
    const events = await lab.events();
    const seen = [];
    for (const event of ['paused', 'resumed']) events.on(event, () => seen.push(event));
    const ran = [];
    await lab.queue.add('before', {});
    await lab.queue.pause();
    assert.ok(await lab.queue.isPaused());
    await lab.queue.add('during', {});
    lab.worker(async (job) => { ran.push(job.name); });
    const waiting = await lab.counts('wait', 'paused');
    assert.strictEqual(waiting.wait + waiting.paused, 2);
    assert.deepStrictEqual(ran, []);
    await lab.queue.resume();
    await lab.settled('completed', 2);
    assert.deepStrictEqual(ran, ['before', 'during']);
    await until('both notes', () => seen.join() === 'paused,resumed');
  },

  async stalled(lab) {
    const events = await lab.events();
    const stalled = [];
    events.on('stalled', ({ jobId }) => stalled.push(jobId));
    const job = await lab.queue.add('lost', {});
    // A worker that takes the job, never renews its lock and never comes back.
    const dead = lab.worker(null, { autorun: false, lockDuration: 100, skipStalledCheck: true });
    const taken = await dead.getNextJob('token');
    assert.strictEqual(taken.id, job.id);
    const worker = lab.worker(async () => 'rescued', { stalledInterval: 150, maxStalledCount: 1 });
    assert.strictEqual(await job.waitUntilFinished(events, WAIT), 'rescued');
    await until('noted', () => stalled.includes(job.id));
    assert.strictEqual((await lab.queue.getJob(job.id)).stalledCounter, 1);
    await assert.rejects(taken.moveToCompleted('late', 'token'), /Missing lock|not in the active state/);
    assert.ok(worker.isRunning());
  },

  async byHand(lab) {
    const worker = lab.worker(null, { autorun: false, skipStalledCheck: true });
    await lab.queue.addBulk([1, 2, 3].map((n) => ({ name: 'n', data: n })));
    const first = await worker.getNextJob('t');
    assert.strictEqual(await first.extendLock('t', 60000), 1);
    await first.moveToDelayed(Date.now() + 60000, 't');
    const second = await worker.getNextJob('t');
    const third = await second.moveToCompleted('done', 't', true);
    assert.strictEqual(JSON.parse(third[0].data ?? third[0][third[0].indexOf('data') + 1]), 3);
    assert.deepStrictEqual(await lab.counts('active', 'completed', 'delayed'), { active: 1, completed: 1, delayed: 1 });
    await lab.queue.promoteJobs();
    assert.deepStrictEqual(await lab.ids('wait'), [first.id]);
  },

  async cleanUp(lab) {
    lab.worker(async (job) => { if (job.name === 'bad') throw new Error('bad'); });
    await lab.queue.addBulk([...Array(20).keys()].map((i) => ({ name: i % 2 ? 'good' : 'bad', data: {} })));
    await lab.settled('failed', 10);
    await lab.settled('completed', 10);
    assert.strictEqual((await lab.queue.clean(0, 4, 'completed')).length, 4);
    assert.strictEqual((await lab.queue.clean(60000, 100, 'failed')).length, 0);
    assert.strictEqual((await lab.queue.clean(0, 100, 'failed')).length, 10);
    await lab.queue.pause();
    const ids = (await lab.queue.addBulk([...Array(10).keys()].map((i) => ({ name: 'n', data: i, opts: { delay: i % 3 ? 0 : 60000 } })))).map((job) => job.id);
    assert.strictEqual(await lab.queue.remove(ids[0]), 1);
    await lab.queue.drain(true);
    assert.deepStrictEqual(await lab.counts('completed', 'failed', 'delayed', 'wait', 'paused'), { completed: 6, failed: 0, delayed: 0, wait: 0, paused: 0 });
    await lab.queue.trimEvents(2);
    await lab.queue.obliterate();
    const redis = new Redis(connection);
    assert.deepStrictEqual(await redis.keys(`bull:${lab.queueName}:*`), []);
    await redis.quit();
  },
};

async function loadScripts() {
  const scripts = require(path.join(path.dirname(require.resolve(name)), 'scripts'));
  const redis = new Redis(connection);
  const all = Object.values(scripts).filter((script) => script.content);
  for (const { name: script, content } of all) {
    const sha = createHash('sha1').update(content).digest('hex');
    assert.strictEqual(await redis.call('SCRIPT', 'LOAD', content), sha, script);
  }
  await redis.quit();
  return all.length;
}

async function run(scenario) {
  const lab = new Lab(scenario);
  try {
    await scenarios[scenario](lab);
  } catch (error) {
    errors.push(`${scenario}: ${error.stack}`);
  }
  await lab.close();
}

async function main() {
  const scripts = await loadScripts();
  assert.ok(scripts >= 50, `only ${scripts} scripts`);
  await Promise.all(Object.keys(scenarios).map(run));
  assert.deepStrictEqual(errors, []);
  console.log(`all well: ${scripts} scripts, ${Object.keys(scenarios).length} scenarios`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
