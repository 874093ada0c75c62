// Talks to the port as ioredis does: node ioredis.js PORT PASSWORD. Started by ClientsTest.
const assert = require('node:assert');
const Redis = require('ioredis');

async function main(port, password) {
  const redis = new Redis({ port, host: '127.0.0.1', password, maxRetriesPerRequest: 1 });
  assert.strictEqual(await redis.ping(), 'PONG');
  assert.match(await redis.client('INFO'), /lib-name=ioredis/);
  await redis.set('a', 'ü');
  assert.strictEqual(await redis.get('a'), 'ü');
  assert.strictEqual(await redis.get('none'), null);
  await redis.hset('h', { f: 'v', g: 'w' });
  assert.deepStrictEqual(await redis.hgetall('h'), { f: 'v', g: 'w' });
  await redis.zadd('z', 1.5, 'm', 2, 'n');
  assert.deepStrictEqual(await redis.zrange('z', 0, -1, 'WITHSCORES'), ['m', '1.5', 'n', '2']);

  const pipeline = redis.pipeline();
  for (let i = 0; i < 1000; i++) pipeline.incr('n');
  const results = await pipeline.exec();
  assert.deepStrictEqual(results[999], [null, 1000]);
  const [[, ok], [, value]] = await redis.multi().set('t', '1').get('t').exec();
  assert.deepStrictEqual([ok, value], ['OK', '1']);

  const listener = redis.duplicate();
  const listens = await listener.client('ID');
  const heard = new Promise((resolve) => listener.on('message', (channel, text) => resolve(text)));
  await listener.subscribe('news');
  await redis.publish('news', 'hello');
  assert.strictEqual(await heard, 'hello');

  // Copies of what was read are kept by hand: another connection hears which are out of date.
  const stale = new Promise((resolve) =>
    listener.on('message', (channel, keys) => channel === '__redis__:invalidate' && resolve(keys)));
  await listener.subscribe('__redis__:invalidate');
  await redis.client('TRACKING', 'ON', 'REDIRECT', listens, 'NOLOOP');
  await redis.get('a');
  const other = redis.duplicate();
  await other.set('a', 'b');
  assert.ok((await stale).includes('a'));
  await redis.client('TRACKING', 'OFF');

  const waiting = redis.duplicate();
  const popped = waiting.blpop('l', 5);
  await redis.rpush('l', 'x');
  assert.deepStrictEqual(await popped, ['l', 'x']);
  await assert.rejects(redis.call('NONE'), /unknown command/);

  await Promise.all([redis.quit(), listener.quit(), waiting.quit(), other.quit()]);
  console.log('all well');
}

main(Number(process.argv[2]), process.argv[3]).catch((error) => {
  console.error(error);
  process.exit(1);
});
