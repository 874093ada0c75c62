package dev.redstart.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * What expressions may know of a request: {@code principal}, {@code address}, {@code method},
 * {@code path}, {@code header('X-Api-Key')} and {@code parameter('tenant')}.
 */
public interface RequestFacts {

  /** The name of whoever has logged in; null where nobody has. */
  @Nullable String getPrincipal();

  /** The client's address; that of its network where it is one of IPv6. */
  String getAddress();

  /** The method, in capitals. */
  String getMethod();

  /** The path within the application, as it was sent. */
  String getPath();

  /** The first header of that name; null where there is none. */
  @Nullable String header(String name);

  /** The first parameter of that name of the query; null where there is none. */
  @Nullable String parameter(String name);
}
