// A program with BullMQ that does what a Java test tells it: node peer.js PACKAGE PORT. Each line of its
// input is {"code": the body of an async function}, run one after the other; each line of its output what
// that returned, {"value": ...}, or {"error": text}. The code finds "lab" and "bullmq".
const readline = require('node:readline');

const [release, port] = process.argv.slice(2);
const bullmq = require(release);

// Bull Board asks for "bullmq"; here that has the name of its release.
const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => resolve.call(Module, name === 'bullmq' ? release : name, ...rest);

const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
const AsyncFunction = (async () => {}).constructor;

const lab = {
  made: [],
  memory: {},
  queues: new Map(),
  make(type, args, options = {}) {
    const object = new type(...args, { connection, ...options });
    object.on('error', (error) => process.stderr.write(`${error.stack}\n`));
    this.made.push(object);
    return object;
  },
  queue(name) {
    if (!this.queues.has(name)) this.queues.set(name, this.make(bullmq.Queue, [name]));
    return this.queues.get(name);
  },
  worker(name, work, options = {}) {
    return this.make(bullmq.Worker, [name, work], { drainDelay: 1, ...options });
  },
  flow() {
    return this.make(bullmq.FlowProducer, []);
  },
  async events(name, ...kinds) {
    const events = this.make(bullmq.QueueEvents, [name], { lastEventId: '0-0' });
    await events.waitUntilReady();
    const seen = [];
    for (const kind of kinds) events.on(kind, (entry) => seen.push({ kind, ...entry }));
    return { events, seen };
  },
  // Bull Board with a queue; gives back its port.
  async board(name) {
    const { createBullBoard } = require('@bull-board/api');
    const { BullMQAdapter } = require('@bull-board/api/bullMQAdapter');
    const { ExpressAdapter } = require('@bull-board/express');
    const serverAdapter = new ExpressAdapter();
    createBullBoard({ queues: [new BullMQAdapter(this.queue(name))], serverAdapter });
    const server = require('express')().use(serverAdapter.getRouter()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    this.made.push({
      close() {
        server.close();
        server.closeAllConnections();
      },
    });
    return server.address().port;
  },
  async until(condition) {
    const deadline = Date.now() + 40000;
    for (;;) {
      const value = await condition();
      if (value) return value;
      if (Date.now() > deadline) throw new Error(`never: ${condition}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  },
  async close() {
    await Promise.all(this.made.reverse().map((object) => object.close()));
    this.made = [];
    this.memory = {};
    this.queues.clear();
  },
};

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    try {
      const value = await new AsyncFunction('lab', 'bullmq', JSON.parse(line).code)(lab, bullmq);
      console.log(JSON.stringify({ value: value ?? null }));
    } catch (error) {
      console.log(JSON.stringify({ error: error.stack }));
    }
  }
  process.exit(0);
}

main();
