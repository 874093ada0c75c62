package dev.redstart.sample.account;

import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The customers in the database; two of them, for there is no registration. */
@Component
final class Customers implements InitializingBean {

  private static final PasswordHash NOBODY =
      PasswordHash.of("", new byte[PasswordHash.SALT_LENGTH]);

  private final JdbcClient database;

  Customers(JdbcClient database) {
    this.database = database;
  }

  @Override
  public void afterPropertiesSet() {
    add("ada", "Ada", "analytical");
    add("grace", "Grace", "compiler");
  }

  /** The name of the customer with that login and password; an unknown login takes as long. */
  Optional<String> name(String login, String password) {
    Optional<Customer> customer =
        database
            .sql("select name, salt, password_hash from customer where login = :login")
            .param("login", login)
            .query(
                (row, index) ->
                    new Customer(
                        row.getString("name"),
                        new PasswordHash(row.getBytes("salt"), row.getBytes("password_hash"))))
            .optional();
    boolean fits = customer.map(Customer::hash).orElse(NOBODY).fits(password);
    return customer.filter(known -> fits).map(Customer::name);
  }

  private void add(String login, String name, String password) {
    byte[] salt = new byte[PasswordHash.SALT_LENGTH];
    new SecureRandom().nextBytes(salt);
    PasswordHash hash = PasswordHash.of(password, salt);
    database
        .sql("insert into customer values (?, ?, ?, ?)")
        .params(login, name, hash.salt(), hash.bytes())
        .update();
  }

  private record Customer(String name, PasswordHash hash) {}
}
