package dev.redstart.sample.caching;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

/** Turns caching on; what each cache is like stands in application.properties. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CachingConfiguration {}
