// Talks to the port as node-redis does, with a cache of its own: node node-redis.js PORT PASSWORD.
// Started by ClientsTest.
const assert = require('node:assert');
const { createClient } = require('redis');

async function main(port, password) {
  const address = { socket: { host: '127.0.0.1', port: Number(port) }, password };
  const redis = createClient({ ...address, RESP: 3, clientSideCache: { maxEntries: 100 } });
  const other = createClient(address);
  await redis.connect();
  await other.connect();

  for (const client of [redis, other]) {
    assert.strictEqual((await client.clientInfo())['libName'], 'node-redis');
  }
  await other.set('a', 'ü');
  assert.strictEqual(await redis.get('a'), 'ü');
  await other.hSet('h', { f: 'v', g: 'w' });
  assert.deepStrictEqual({ ...(await redis.hGetAll('h')) }, { f: 'v', g: 'w' });
  assert.deepStrictEqual(await other.multi().set('t', '1').get('t').exec(), ['OK', '1']);

  // What others change is noticed, be it late.
  await other.set('a', 'b');
  const deadline = Date.now() + 10000;
  while ((await redis.get('a')) !== 'b') {
    assert.ok(Date.now() < deadline, 'the copy is out of date');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  const listener = other.duplicate();
  await listener.connect();
  const heard = new Promise((resolve) => listener.subscribe('news', resolve));
  while ((await other.publish('news', 'hello')) === 0);
  assert.strictEqual(await heard, 'hello');
  const shard = new Promise((resolve) => listener.sSubscribe('shard', resolve));
  while ((await other.sPublish('shard', 'hello')) === 0);
  assert.strictEqual(await shard, 'hello');

  for (const client of [redis, other, listener]) client.destroy();
  console.log('all well');
}

main(process.argv[2], process.argv[3]).catch((error) => {
  console.error(error);
  process.exit(1);
});
