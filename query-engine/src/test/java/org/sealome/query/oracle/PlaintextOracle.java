// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * What plain SQL says on the plaintext: a cohort read by the simplest means, sharing no code with
 * the ingest, into DuckDB tables {@code variants}, {@code samples}, {@code genotypes}. All columns
 * of the sample file are there, encrypted ones too. Patients without consent are no rows.
 */
public final class PlaintextOracle implements AutoCloseable {
  private final DuckDBConnection db;
  private final List<String> patients;

  private PlaintextOracle(DuckDBConnection db, List<String> patients) {
    this.db = db;
    this.patients = patients;
  }

  /**
   * Loads a cohort; everybody consents at first.
   *
   * @param samples tab-separated with a header, the sample's id first; or null
   * @param sites a VCF of the panel's sites, all of them in the cohort's file; or null for all
   * @param geneFromInfo whether {@code gene} is INFO GENE, else NULL
   */
  public static PlaintextOracle load(Path vcf, Path samples, Path sites, boolean geneFromInfo)
      throws IOException, SQLException {
    DuckDBConnection db = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try (Statement s = db.createStatement()) {
      s.execute("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
      s.execute(
          "CREATE TABLE variants(variant_id VARCHAR, rsid VARCHAR, chrom VARCHAR, pos INTEGER,"
              + " ref VARCHAR, alt VARCHAR, filter VARCHAR, gene VARCHAR)");
      s.execute(
          "CREATE TABLE all_genotypes(sample_id VARCHAR, variant_id VARCHAR, dosage INTEGER,"
              + " ploidy INTEGER)");
      s.execute("CREATE TABLE consenting(sample_id VARCHAR)");
    }
    List<String> patients = variants(db, vcf, sites == null ? null : wanted(sites), geneFromInfo);
    samples(db, samples, patients);
    try (Statement s = db.createStatement()) {
      s.execute(
          "CREATE VIEW samples AS SELECT * FROM all_samples WHERE sample_id IN"
              + " (SELECT sample_id FROM consenting)");
      s.execute(
          "CREATE VIEW genotypes AS SELECT * FROM all_genotypes WHERE sample_id IN"
              + " (SELECT sample_id FROM consenting)");
    }
    PlaintextOracle oracle = new PlaintextOracle(db, patients);
    oracle.consent(patients);
    return oracle;
  }

  /** From now on these patients consent, and nobody else. */
  public void consent(Collection<String> sampleIds) throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute("DELETE FROM consenting");
    }
    try (DuckDBAppender rows = db.createAppender("consenting")) {
      for (String id : sampleIds) {
        rows.beginRow();
        rows.append(id);
        rows.endRow();
      }
    }
  }

  /** All patients in the VCF's order, which is the slots' order. */
  public List<String> patients() {
    return patients;
  }

  public Connection connection() {
    return db;
  }

  /** The rows of a query, values as DuckDB's driver gives them. */
  public List<List<Object>> query(String sql) throws SQLException {
    try (Statement s = db.createStatement();
        ResultSet rows = s.executeQuery(sql)) {
      List<List<Object>> out = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(rows.getObject(i));
        }
        out.add(row);
      }
      return out;
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().matches(".*gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("##")).toList();
    }
  }

  private static Set<String> wanted(Path sites) throws IOException {
    Set<String> wanted = new HashSet<>();
    for (String line : lines(sites)) {
      String[] f = line.split("\t");
      if (!line.startsWith("#")) {
        for (String alt : f[4].split(",")) {
          wanted.add(id(f[0], Integer.parseInt(f[1]), f[3], alt));
        }
      }
    }
    return wanted;
  }

  private static String id(String chrom, int pos, String ref, String alt) {
    StringBuilder r = new StringBuilder(ref);
    StringBuilder a = new StringBuilder(alt);
    int p = pos;
    while (r.length() > 1 && a.length() > 1 && last(r) == last(a)) {
      r.setLength(r.length() - 1);
      a.setLength(a.length() - 1);
    }
    while (r.length() > 1 && a.length() > 1 && r.charAt(0) == a.charAt(0)) {
      r.deleteCharAt(0);
      a.deleteCharAt(0);
      p++;
    }
    return chrom + "-" + p + "-" + r + "-" + a;
  }

  private static char last(StringBuilder text) {
    return text.charAt(text.length() - 1);
  }

  private static List<String> variants(
      DuckDBConnection db, Path vcf, Set<String> wanted, boolean geneFromInfo)
      throws IOException, SQLException {
    List<String> patients = List.of();
    Set<String> seen = new HashSet<>();
    try (DuckDBAppender sites = db.createAppender("variants");
        DuckDBAppender calls = db.createAppender("all_genotypes")) {
      for (String line : lines(vcf)) {
        String[] f = line.split("\t");
        if (line.startsWith("#CHROM")) {
          patients = List.of(Arrays.copyOfRange(f, 9, f.length));
          continue;
        }
        String[] alts = f[4].split(",");
        for (int k = 1; k <= alts.length; k++) {
          if (!alts[k - 1].matches("[ACGTN]+")) {
            continue;
          }
          String id = id(f[0], Integer.parseInt(f[1]), f[3], alts[k - 1]);
          if ((wanted != null && !wanted.contains(id)) || !seen.add(id)) {
            continue;
          }
          site(sites, f, id, geneFromInfo);
          for (int i = 0; i < patients.size(); i++) {
            call(calls, patients.get(i), id, f[9 + i].split(":")[0], String.valueOf(k));
          }
        }
      }
    }
    return patients;
  }

  private static void site(DuckDBAppender sites, String[] f, String id, boolean geneFromInfo)
      throws SQLException {
    String[] key = id.split("-");
    String gene = null;
    for (String entry : f[7].split(";")) {
      if (geneFromInfo && entry.startsWith("GENE=")) {
        gene = entry.substring(5);
      }
    }
    sites.beginRow();
    sites.append(id);
    text(sites, f[2].equals(".") ? null : f[2]);
    sites.append(key[0]);
    sites.append(Integer.parseInt(key[1]));
    sites.append(key[2]);
    sites.append(key[3]);
    text(sites, f[6].equals(".") ? null : f[6]);
    text(sites, gene);
    sites.endRow();
  }

  private static void call(
      DuckDBAppender calls, String patient, String id, String gt, String allele)
      throws SQLException {
    calls.beginRow();
    calls.append(patient);
    calls.append(id);
    if (gt.contains(".")) {
      calls.appendNull();
      calls.appendNull();
    } else {
      String[] alleles = gt.split("[/|]");
      calls.append((int) Arrays.stream(alleles).filter(allele::equals).count());
      calls.append(alleles.length);
    }
    calls.endRow();
  }

  private static void samples(DuckDBConnection db, Path file, List<String> patients)
      throws IOException, SQLException {
    List<String[]> rows = new ArrayList<>();
    String[] header = {"sample_id"};
    Set<String> have = new HashSet<>();
    if (file != null) {
      List<String> lines = lines(file);
      header = lines.get(0).split("\t", -1);
      header[0] = "sample_id";
      for (String line : lines.subList(1, lines.size())) {
        String[] row = line.split("\t", -1);
        if (patients.contains(row[0])) {
          rows.add(row);
          have.add(row[0]);
        }
      }
    }
    for (String patient : patients) {
      if (!have.contains(patient)) {
        String[] row = new String[header.length];
        Arrays.fill(row, "");
        row[0] = patient;
        rows.add(row);
      }
    }
    StringBuilder columns = new StringBuilder("\"sample_id\" VARCHAR");
    boolean[] integers = new boolean[header.length];
    for (int c = 1; c < header.length; c++) {
      int column = c;
      List<String> values = rows.stream().map(r -> r[column]).filter(v -> !isNull(v)).toList();
      integers[c] = !values.isEmpty() && values.stream().allMatch(v -> v.matches("-?\\d+"));
      columns.append(", \"").append(header[c]).append(integers[c] ? "\" INTEGER" : "\" VARCHAR");
    }
    try (Statement s = db.createStatement()) {
      s.execute("CREATE TABLE all_samples(" + columns + ")");
    }
    try (DuckDBAppender out = db.createAppender("all_samples")) {
      for (String[] row : rows) {
        out.beginRow();
        for (int c = 0; c < header.length; c++) {
          if (isNull(row[c])) {
            out.appendNull();
          } else if (integers[c]) {
            out.append(Integer.parseInt(row[c]));
          } else {
            out.append(row[c]);
          }
        }
        out.endRow();
      }
    }
  }

  private static boolean isNull(String field) {
    return field.isEmpty() || field.equals("NA");
  }

  private static void text(DuckDBAppender rows, String value) throws SQLException {
    if (value == null) {
      rows.appendNull();
    } else {
      rows.append(value);
    }
  }

  @Override
  public void close() throws SQLException {
    db.close();
  }
}
