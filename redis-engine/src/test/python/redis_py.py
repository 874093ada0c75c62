"""Talks to the port as redis-py does: redis_py.py PORT PASSWORD PROTOCOL. Started by ClientsTest."""

import sys
import threading
import time

import redis


def main(port, password, protocol):
    address = dict(host="127.0.0.1", port=port, password=password, protocol=protocol)
    client = redis.Redis(**address, decode_responses=True)
    assert client.ping()
    assert client.client_info()["lib-name"].startswith("redis-py"), client.client_info()
    client.set("a", "ü")
    assert client.get("a") == "ü"
    assert client.get("none") is None
    client.hset("h", mapping={"f": "v", "g": "w"})
    assert client.hgetall("h") == {"f": "v", "g": "w"}
    client.zadd("z", {"m": 1.5, "n": 2})
    assert [(m, float(s)) for m, s in client.zrange("z", 0, -1, withscores=True)] == [
        ("m", 1.5),
        ("n", 2.0),
    ]
    client.xadd("s", {"f": "v"}, id="1-1")
    assert client.xrange("s") == [("1-1", {"f": "v"})]
    assert client.register_script("return ARGV[1]")(args=["x"]) == "x"
    assert "redis_version" in client.info()
    assert "get" in client.command()

    with client.pipeline(transaction=False) as pipeline:
        for _ in range(1000):
            pipeline.incr("n")
        assert pipeline.execute()[999] == 1000
    with client.pipeline() as transaction:
        assert transaction.set("t", "1").get("t").execute() == [True, "1"]
    try:
        client.execute_command("NONE")
        raise AssertionError("NONE is no command")
    except redis.ResponseError as error:
        assert "unknown command" in str(error)

    hear(client)
    threading.Timer(0.05, redis.Redis(**address).rpush, ("l", "x")).start()
    assert list(client.blpop(["l"], 5)) == ["l", "x"]
    if protocol == 3:
        keep(address, client)
    print("all well")


def hear(client):
    with client.pubsub(ignore_subscribe_messages=True) as listener:
        listener.subscribe("news")
        listener.psubscribe("o*")
        until(lambda: client.publish("news", "hello") == 1)
        until(lambda: client.publish("old", "bye") == 1)
        heard = set()
        until(lambda: heard.update(texts(listener)) or {"hello", "bye"} <= heard)


def texts(listener):
    message = listener.get_message(timeout=0.1)
    return [message["data"]] if message else []


def keep(address, other):
    """With copies of what was read: what others change is noticed, be it late."""
    from redis.cache import CacheConfig

    caching = redis.Redis(**address, decode_responses=True, cache_config=CacheConfig(max_size=100))
    assert caching.get("a") == "ü"
    assert caching.get("a") == "ü"
    assert caching.get_cache().size == 1
    other.set("a", "b")
    until(lambda: caching.get("a") == "b")
    other.flushall()
    until(lambda: caching.get("a") is None)


def until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "too late"


main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
