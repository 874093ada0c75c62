package dev.redstart.engine.server;

/** What the program says of itself when it is asked. */
final class Usage {

  static final String TEXT =
      """
      Usage: redis-server [FILE] [--DIRECTIVE VALUE ...] [-]
             redis-server -v | --version
             redis-server -h | --help

        FILE    directives, one a line, as in a redis.conf
        --...   directives that win over those of the file
        -       reads more directives from the standard input

      Examples:
             redis-server
             redis-server /etc/redis/6379.conf
             redis-server --port 7777 --appendonly yes
             redis-server redis.conf --loglevel verbose --save ''
             echo 'maxmemory 128mb' | redis-server -
      """;

  private Usage() {}
}
