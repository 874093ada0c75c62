package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.InstancesProperties.Instance;
import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.serializer.JdkSerializationRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext;

/** Makes the beans of further instances, as Boot makes those of the first. */
final class Instances {

  private final InstancesProperties properties;
  private final EngineInputs inputs;
  private final Environment environment;
  private final ObjectProvider<SslBundles> bundles;
  private final ObjectProvider<ClientResourcesBuilderCustomizer> customizers;

  Instances(
      InstancesProperties properties,
      EngineInputs inputs,
      Environment environment,
      ObjectProvider<SslBundles> bundles,
      ObjectProvider<ClientResourcesBuilderCustomizer> customizers) {
    this.inputs = inputs;
    this.properties = properties;
    this.environment = environment;
    this.bundles = bundles;
    this.customizers = customizers;
  }

  RedisEngine engine(String name) {
    ContradictingPropertiesException.checkInstance(name, environment);
    Instance instance = instance(name);
    Map<String, String> directives = inputs.directives(instance.directives());
    Persistence persistence = new Persistence("redstart.instances." + name, instance.persistence());
    return inputs.builder(persistence.addTo(directives)).build();
  }

  EngineConnectionFactory embedded(String name, RedisEngine engine) {
    return new EngineConnectionFactory(engine, instance(name).database());
  }

  RemoteInstance server(String name) {
    return RemoteInstance.of(
        name, environment, bundles.getIfAvailable(), customizers.orderedStream().toList());
  }

  LettuceConnectionFactory remote(RemoteInstance server) {
    return server.connections();
  }

  StringRedisTemplate strings(RedisConnectionFactory factory) {
    return new StringRedisTemplate(factory);
  }

  RedisTemplate<Object, Object> objects(RedisConnectionFactory factory) {
    RedisTemplate<Object, Object> template = new RedisTemplate<>();
    template.setConnectionFactory(factory);
    return template;
  }

  ReactiveStringRedisTemplate reactiveStrings(ReactiveRedisConnectionFactory factory) {
    return new ReactiveStringRedisTemplate(factory);
  }

  ReactiveRedisTemplate<Object, Object> reactiveObjects(ReactiveRedisConnectionFactory factory) {
    var serializer = new JdkSerializationRedisSerializer(Instances.class.getClassLoader());
    return new ReactiveRedisTemplate<>(
        factory, RedisSerializationContext.fromSerializer(serializer));
  }

  private Instance instance(String name) {
    return Objects.requireNonNull(properties.instances().get(name), name);
  }
}
