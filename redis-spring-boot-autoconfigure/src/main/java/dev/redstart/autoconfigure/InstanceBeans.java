package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.RedstartProperties.Mode;
import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Defines the beans of each instance; {@link Instances} makes them. */
final class InstanceBeans implements ImportBeanDefinitionRegistrar {

  /** The name of the bean that makes the others. */
  static final String MAKER = "redstartInstances";

  private static final String PROPERTY = "redstart.instances";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([-_][a-z0-9]+)*");

  private final Environment environment;

  InstanceBeans(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
    Binder binder = Binder.get(environment);
    binder
        .bind(PROPERTY, Bindable.mapOf(String.class, Object.class))
        .ifBound(
            instances ->
                instances.keySet().forEach(name -> define(name, mode(binder, name), registry)));
  }

  private static Mode mode(Binder binder, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidConfigurationPropertyValueException(
          PROPERTY, name, "Names of instances are of small letters, digits and single hyphens.");
    }
    BindResult<Mode> given = binder.bind(PROPERTY + "." + name + ".mode", Mode.class);
    return given.isBound() ? given.get() : Mode.EMBEDDED;
  }

  private static void define(String name, Mode mode, BeanDefinitionRegistry registry) {
    String factory = name + "RedisConnectionFactory";
    if (mode == Mode.EMBEDDED) {
      String engine = name + "RedisEngine";
      RootBeanDefinition definition =
          bean(name, ResolvableType.forClass(RedisEngine.class), "engine", name);
      definition.setDestroyMethodName("close");
      registry.registerBeanDefinition(engine, definition);
      registry.registerBeanDefinition(
          factory,
          bean(
              name,
              ResolvableType.forClass(EngineConnectionFactory.class),
              "embedded",
              name,
              new RuntimeBeanReference(engine)));
    } else {
      String context = name + "RemoteInstance";
      registry.registerBeanDefinition(
          context, bean(name, ResolvableType.forClass(RemoteInstance.class), "server", name));
      registry.registerBeanDefinition(
          factory,
          bean(
              name,
              ResolvableType.forClass(LettuceConnectionFactory.class),
              "remote",
              new RuntimeBeanReference(context)));
    }
    defineTemplates(name, new RuntimeBeanReference(factory), registry);
  }

  private static void defineTemplates(
      String name, RuntimeBeanReference factory, BeanDefinitionRegistry registry) {
    registry.registerBeanDefinition(
        name + "StringRedisTemplate",
        bean(name, ResolvableType.forClass(StringRedisTemplate.class), "strings", factory));
    registry.registerBeanDefinition(
        name + "RedisTemplate", bean(name, ofObjects(RedisTemplate.class), "objects", factory));
    registry.registerBeanDefinition(
        name + "ReactiveStringRedisTemplate",
        bean(
            name,
            ResolvableType.forClass(ReactiveStringRedisTemplate.class),
            "reactiveStrings",
            factory));
    registry.registerBeanDefinition(
        name + "ReactiveRedisTemplate",
        bean(name, ofObjects(ReactiveRedisTemplate.class), "reactiveObjects", factory));
  }

  private static ResolvableType ofObjects(Class<?> template) {
    return ResolvableType.forClassWithGenerics(template, Object.class, Object.class);
  }

  private static RootBeanDefinition bean(
      String qualifier, ResolvableType type, String method, Object... arguments) {
    RootBeanDefinition bean = new RootBeanDefinition();
    bean.setTargetType(type);
    bean.setFactoryBeanName(MAKER);
    bean.setFactoryMethodName(method);
    for (int i = 0; i < arguments.length; i++) {
      bean.getConstructorArgumentValues().addIndexedArgumentValue(i, arguments[i]);
    }
    bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier));
    bean.setDefaultCandidate(false);
    return bean;
  }
}
