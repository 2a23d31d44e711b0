// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.zk.plan.SqlType;

/**
 * A manifest as bytes: JSON with sorted keys and without white space. What is signed and hashed are
 * the bytes as they lie on disk; they are never written again to be compared.
 */
final class ManifestJson {
  private static final String FORMAT = "sealome/dataset/v1";
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ManifestJson() {}

  static byte[] write(DatasetManifest m) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("format", FORMAT);
    fields.put("name", m.name());
    fields.put("version", (long) m.version());
    fields.put("created", m.created());
    fields.put("profile", m.profile());
    fields.put("parametersHash", m.parametersHash());
    fields.put("publicKeyHash", m.publicKeyHash());
    fields.put("patients", (long) m.patients());
    fields.put("blockSlots", (long) m.blockSlots());
    fields.put("planeBytes", m.planeBytes());
    fields.put("variants", m.variants());
    fields.put("planes", m.planes());
    fields.put("indexDigest", m.indexDigest());
    fields.put("metadataDigest", m.metadataDigest());
    fields.put("sampleValuesDigest", m.sampleValuesDigest());
    fields.put(
        "segments",
        m.segments().stream().map(s -> Map.of("file", s.file(), "count", s.count())).toList());
    fields.put("sampleColumns", m.sampleColumns().stream().map(ManifestJson::column).toList());
    fields.put(
        "variantColumns",
        m.variantColumns().stream()
            .map(c -> Map.of("name", c.name(), "type", c.type().name()))
            .toList());
    fields.put(
        "policy",
        Map.of(
            "minCell", (long) m.policy().minCell(),
            "repetition", m.policy().repetition().name().toLowerCase(Locale.ROOT),
            "requireProven", m.policy().requireProven()));
    fields.put("sites", m.sites());
    fields.put("custodianKey", m.custodianKey());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      value(generator, fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Map<String, Object> column(SampleColumn c) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("name", c.name());
    fields.put("type", c.type().name());
    fields.put("visibility", c.visibility().name().toLowerCase(Locale.ROOT));
    fields.put("categories", c.categories());
    if (c.range() != null) {
      fields.put("range", Map.of("min", c.range().min(), "bits", (long) c.range().bits()));
    }
    return fields;
  }

  private static void value(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
          out.writeFieldName((String) entry.getKey());
          value(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          value(out, element);
        }
        out.writeEndArray();
      }
      case Boolean flag -> out.writeBoolean(flag);
      case Long number -> out.writeNumber(number);
      case String text -> out.writeString(text);
      default -> throw new IllegalStateException("no JSON for " + value.getClass());
    }
  }

  /**
   * @throws IllegalArgumentException where the bytes are no manifest of this format
   */
  static DatasetManifest read(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      parser.nextToken();
      Map<?, ?> m = (Map<?, ?>) value(parser);
      if (parser.nextToken() != null || !FORMAT.equals(m.get("format"))) {
        throw new IllegalArgumentException("not a manifest of the format " + FORMAT);
      }
      Map<?, ?> policy = (Map<?, ?>) m.get("policy");
      return new DatasetManifest(
          text(m, "name"),
          (int) number(m, "version"),
          text(m, "created"),
          text(m, "profile"),
          text(m, "parametersHash"),
          text(m, "publicKeyHash"),
          (int) number(m, "patients"),
          (int) number(m, "blockSlots"),
          number(m, "planeBytes"),
          number(m, "variants"),
          number(m, "planes"),
          text(m, "indexDigest"),
          text(m, "metadataDigest"),
          text(m, "sampleValuesDigest"),
          objects(m, "segments").stream()
              .map(s -> new DatasetManifest.Segment(text(s, "file"), number(s, "count")))
              .toList(),
          objects(m, "sampleColumns").stream().map(ManifestJson::readColumn).toList(),
          objects(m, "variantColumns").stream()
              .map(c -> new VariantColumn(text(c, "name"), SqlType.valueOf(text(c, "type"))))
              .toList(),
          new DisclosurePolicy(
              (int) number(policy, "minCell"),
              Repetition.valueOf(text(policy, "repetition").toUpperCase(Locale.ROOT)),
              (Boolean) policy.get("requireProven")),
          text(m, "sites"),
          text(m, "custodianKey"));
    } catch (IOException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("not a manifest: " + e.getMessage(), e);
    }
  }

  private static SampleColumn readColumn(Map<?, ?> c) {
    Map<?, ?> range = (Map<?, ?>) c.get("range");
    return new SampleColumn(
        text(c, "name"),
        SqlType.valueOf(text(c, "type")),
        Visibility.valueOf(text(c, "visibility").toUpperCase(Locale.ROOT)),
        ((List<?>) c.get("categories")).stream().map(String.class::cast).toList(),
        range == null ? null : new IntegerRange(number(range, "min"), (int) number(range, "bits")));
  }

  private static String text(Map<?, ?> map, String key) {
    return java.util.Objects.requireNonNull((String) map.get(key), key);
  }

  private static long number(Map<?, ?> map, String key) {
    return java.util.Objects.requireNonNull((Long) map.get(key), key);
  }

  private static List<Map<?, ?>> objects(Map<?, ?> map, String key) {
    List<Map<?, ?>> objects = new ArrayList<>();
    ((List<?>) map.get(key)).forEach(element -> objects.add((Map<?, ?>) element));
    return objects;
  }

  private static Object value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          String key = in.currentName();
          in.nextToken();
          map.put(key, value(in));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(in));
        }
        yield list;
      }
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT -> in.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw new IllegalArgumentException("no manifest has such a value");
    };
  }
}
