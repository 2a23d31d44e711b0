// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonFormatException;
import org.sealome.zk.plan.SqlType;

/**
 * A manifest as bytes: canonical JSON, so that verifiers in other languages read the same. What is
 * signed and hashed are the bytes as they lie on disk; they are never written again to be compared.
 */
final class ManifestJson {
  private static final String FORMAT = "sealome/dataset/v2";

  private ManifestJson() {}

  static byte[] write(DatasetManifest m) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("format", FORMAT);
    fields.put("name", m.name());
    fields.put("datasetId", m.datasetId());
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
    fields.put("commitments", commitments(m.commitments()));
    fields.put("stewardKey", m.stewardKey());
    fields.put("custodianKey", m.custodianKey());
    return CanonicalJson.write(fields);
  }

  private static Map<String, Object> commitments(DatasetManifest.Commitments c) {
    return c == null
        ? null
        : Map.of(
            "root",
            c.root(),
            "directoryDigest",
            c.directoryDigest(),
            "columns",
            (long) c.columns());
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

  /**
   * @throws IllegalArgumentException where the bytes are no manifest
   * @throws SealomeException USAGE where they are one of another version of Sealome
   */
  static DatasetManifest read(byte[] bytes) {
    try {
      Map<?, ?> m = (Map<?, ?>) CanonicalJson.read(bytes);
      String format = text(m, "format");
      if (!FORMAT.equals(format)) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "the dataset's manifest is of the format "
                + format
                + ", and this build reads "
                + FORMAT,
            "Another version of Sealome wrote it: ingest the dataset again.");
      }
      Map<?, ?> policy = (Map<?, ?>) m.get("policy");
      return new DatasetManifest(
          text(m, "name"),
          text(m, "datasetId"),
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
          readCommitments((Map<?, ?>) m.get("commitments")),
          text(m, "stewardKey"),
          text(m, "custodianKey"));
    } catch (JsonFormatException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("not a manifest: " + e.getMessage(), e);
    }
  }

  private static DatasetManifest.Commitments readCommitments(Map<?, ?> c) {
    return c == null
        ? null
        : new DatasetManifest.Commitments(
            text(c, "root"), text(c, "directoryDigest"), (int) number(c, "columns"));
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
    return Objects.requireNonNull((String) map.get(key), key);
  }

  private static long number(Map<?, ?> map, String key) {
    return Objects.requireNonNull((Long) map.get(key), key);
  }

  private static List<Map<?, ?>> objects(Map<?, ?> map, String key) {
    return ((List<?>) map.get(key)).stream().<Map<?, ?>>map(o -> (Map<?, ?>) o).toList();
  }
}
