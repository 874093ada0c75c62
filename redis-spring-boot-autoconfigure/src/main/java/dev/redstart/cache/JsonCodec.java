package dev.redstart.cache;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.serializer.SerializationException;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.DefaultTypeResolverBuilder;

/**
 * Values of any allowed type as JSON. A class is named wherever it could be another one than the
 * declared one, and always at the top: so final classes, records and what is in collections come
 * back as what they were.
 */
public final class JsonCodec implements RedisSerializer<Object> {

  private static final byte[] NOTHING = {};

  private final ObjectWriter writer;
  private final ObjectReader reader;

  /** Writes and reads as {@code mapper} does, but for the names of classes. */
  public JsonCodec(JsonMapper mapper, AllowedTypes allowed) {
    JsonMapper typed = mapper.rebuild().setDefaultTyping(new Typing(allowed)).build();
    this.writer = typed.writerFor(Object.class);
    this.reader = typed.readerFor(Object.class);
  }

  @Override
  public byte[] serialize(@Nullable Object value) {
    if (value == null) {
      return NOTHING;
    }
    try {
      return writer.writeValueAsBytes(value);
    } catch (RuntimeException e) {
      throw new SerializationException("Could not write JSON: " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable Object deserialize(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    try {
      return reader.readValue(bytes);
    } catch (RuntimeException e) {
      throw new SerializationException("Could not read JSON: " + e.getMessage(), e);
    }
  }

  /** Where classes are named, and how. */
  private static final class Typing extends DefaultTypeResolverBuilder {

    private static final long serialVersionUID = 1L;

    private final transient AllowedTypes allowed;

    Typing(AllowedTypes allowed) {
      super(nothing(), DefaultTyping.NON_FINAL, JsonTypeInfo.As.PROPERTY);
      this.allowed = allowed;
    }

    /** What Jackson itself would allow: the names are checked by {@link TypeNames}. */
    private static PolymorphicTypeValidator nothing() {
      return BasicPolymorphicTypeValidator.builder().build();
    }

    /** One default for all declared types makes no sense. */
    @Override
    public Typing withDefaultImpl(Class<?> defaultImpl) {
      return this;
    }

    /** Numbers that are declared as what they are need no name, though they could be extended. */
    @Override
    public boolean useForType(JavaType type) {
      boolean number = type.isTypeOrSubTypeOf(Number.class) && type.isConcrete();
      return !number && super.useForType(type);
    }

    @Override
    protected TypeIdResolver idResolver(
        DatabindContext context,
        JavaType declared,
        PolymorphicTypeValidator validator,
        Collection<NamedType> subtypes,
        boolean writing,
        boolean reading) {
      return new TypeNames(declared, allowed);
    }
  }
}
