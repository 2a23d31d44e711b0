// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.catalog.IntegerRange;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;
import org.sealome.query.catalog.Visibility;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.RestEvaluator;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.plan.Term;

/**
 * A made-up cohort in the clear: the catalog that the planner sees, the planes that a plan reads,
 * and the same rows in DuckDB, which says what the answer is.
 */
public final class PlaintextCohort implements Catalog, AutoCloseable {
  static final String[] GENES = {"ALPHA", "ALPHA", "BETA", "GAMMA", null};

  private final int patients;
  private final int minCell;
  private final List<Variant> panel = new ArrayList<>();
  private final Map<String, Object[]> publicColumns = new HashMap<>();
  private final Map<String, int[]> planes = new HashMap<>();
  private final Integer[][] dosage;
  private final Integer[][] ploidy;
  private final String[] status;
  private final Long[] age;
  private final Connection db;

  private PlaintextCohort(long seed, int patients, int variants, int minCell) throws SQLException {
    this.patients = patients;
    this.minCell = minCell;
    SplittableRandom random = new SplittableRandom(seed);
    dosage = new Integer[variants][patients];
    ploidy = new Integer[variants][patients];
    status = new String[patients];
    age = new Long[patients];
    people(random);
    for (int v = 0; v < variants; v++) {
      genotypes(random, v);
    }
    db = DriverManager.getConnection("jdbc:duckdb:");
    variantsTable();
  }

  public static PlaintextCohort random(long seed, int patients, int variants, int minCell) {
    try {
      return new PlaintextCohort(seed, patients, variants, minCell);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void people(SplittableRandom random) {
    Object[] id = new Object[patients];
    Object[] sex = new Object[patients];
    Object[] site = new Object[patients];
    Object[] batch = new Object[patients];
    String[] sites = {"Oslo", "Oslo", "Kyoto", "Lima", null};
    for (int s = 0; s < patients; s++) {
      id[s] = "P%04d".formatted(s + 1);
      sex[s] = random.nextBoolean() ? "M" : "F";
      site[s] = sites[random.nextInt(sites.length)];
      batch[s] = random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(1, 5);
      int which = random.nextInt(10);
      status[s] = which < 3 ? "case" : which < 9 ? "control" : null;
      age[s] = random.nextInt(12) == 0 ? null : (Long) (long) random.nextInt(18, 95);
    }
    publicColumns.put("sample_id", id);
    publicColumns.put("sex", sex);
    publicColumns.put("site", site);
    publicColumns.put("batch", batch);
    for (String category : List.of("case", "control")) {
      plane("status=" + category, s -> category.equals(status[s]) ? 1 : 0);
    }
    plane("age/VALUE", s -> age[s] == null ? 0 : (int) (age[s] - 18));
    plane("age/PRESENT", s -> age[s] == null ? 0 : 1);
    for (int bit = 0; bit < 7; bit++) {
      int b = bit;
      plane("age/BIT" + b, s -> age[s] == null ? 0 : (int) (age[s] - 18 >> b & 1));
    }
  }

  private void genotypes(SplittableRandom random, int v) {
    boolean misses = v % 3 == 1;
    boolean sexed = v % 5 == 4;
    double missing = misses ? new double[] {.02, .2, .6, 1}[random.nextInt(4)] : 0;
    double af = random.nextDouble();
    String chrom = sexed ? "X" : String.valueOf(1 + v % 3);
    int pos = 1000 + 10 * v;
    String id = chrom + "-" + pos + "-A-G";
    panel.add(new Variant(v, id, GENES[v % GENES.length], misses, sexed));
    for (int s = 0; s < patients; s++) {
      boolean haploid = sexed && "M".equals(publicColumns.get("sex")[s]);
      if (random.nextDouble() < missing) {
        continue;
      }
      int copies = (random.nextDouble() < af ? 1 : 0) + (random.nextDouble() < af ? 1 : 0);
      dosage[v][s] = haploid ? Math.min(copies, 1) : copies;
      ploidy[v][s] = haploid ? 1 : 2;
    }
    Integer[] d = dosage[v];
    Integer[] p = ploidy[v];
    plane(id + "/HET", s -> d[s] != null && d[s] == 1 ? 1 : 0);
    plane(id + "/HOM", s -> d[s] != null && d[s] == 2 ? 1 : 0);
    plane(id + "/MISSING", s -> d[s] == null ? 1 : 0);
    plane(id + "/HAPLOID", s -> p[s] != null && p[s] == 1 ? 1 : 0);
  }

  private void plane(String id, java.util.function.IntUnaryOperator value) {
    int[] values = new int[patients];
    for (int s = 0; s < patients; s++) {
      values[s] = value.applyAsInt(s);
    }
    planes.put(id, values);
  }

  private void variantsTable() throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
      s.execute(
          "CREATE TABLE variants(variant_id VARCHAR, chrom VARCHAR, pos INTEGER, gene VARCHAR)");
    }
    try (PreparedStatement p = db.prepareStatement("INSERT INTO variants VALUES (?, ?, ?, ?)")) {
      for (Variant v : panel) {
        String[] parts = v.id().split("-");
        p.setString(1, v.id());
        p.setString(2, parts[0]);
        p.setInt(3, Integer.parseInt(parts[1]));
        p.setString(4, v.gene());
        p.addBatch();
      }
      p.executeBatch();
    }
  }

  /** DuckDB with the rows of these patients only. */
  public Connection oracle(BitSet consenting) throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute(
          "CREATE OR REPLACE TABLE samples(sample_id VARCHAR, sex VARCHAR, site VARCHAR,"
              + " batch INTEGER, status VARCHAR, age INTEGER)");
      s.execute(
          "CREATE OR REPLACE TABLE genotypes(sample_id VARCHAR, variant_id VARCHAR,"
              + " dosage INTEGER, ploidy INTEGER)");
    }
    try (var samples = ((org.duckdb.DuckDBConnection) db).createAppender("main", "samples");
        var genotypes = ((org.duckdb.DuckDBConnection) db).createAppender("main", "genotypes")) {
      for (int s = consenting.nextSetBit(0); s >= 0; s = consenting.nextSetBit(s + 1)) {
        samples.beginRow();
        for (String column : List.of("sample_id", "sex", "site")) {
          append(samples, publicColumns.get(column)[s]);
        }
        append(samples, publicColumns.get("batch")[s]);
        append(samples, status[s]);
        append(samples, age[s]);
        samples.endRow();
        for (Variant v : panel) {
          genotypes.beginRow();
          append(genotypes, publicColumns.get("sample_id")[s]);
          append(genotypes, v.id());
          append(genotypes, dosage[v.index()][s] == null ? null : (long) dosage[v.index()][s]);
          append(genotypes, ploidy[v.index()][s] == null ? null : (long) ploidy[v.index()][s]);
          genotypes.endRow();
        }
      }
    }
    return db;
  }

  /** The same calls as a VCF without INFO but the gene. */
  public String vcf() {
    StringBuilder out =
        new StringBuilder(
            "##fileformat=VCFv4.2\n"
                + "##INFO=<ID=GENE,Number=1,Type=String,Description=\"gene\">\n"
                + "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">\n");
    for (String chrom : List.of("1", "2", "3", "X")) {
      out.append("##contig=<ID=").append(chrom).append(">\n");
    }
    out.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    for (Object id : publicColumns.get("sample_id")) {
      out.append('\t').append(id);
    }
    for (Variant v : panel) {
      String[] parts = v.id().split("-");
      out.append('\n').append(parts[0]).append('\t').append(parts[1]).append("\t.\tA\tG\t.\t.\t");
      out.append(v.gene() == null ? "." : "GENE=" + v.gene()).append("\tGT");
      for (int s = 0; s < patients; s++) {
        out.append('\t').append(call(dosage[v.index()][s], ploidy[v.index()][s]));
      }
    }
    return out.append('\n').toString();
  }

  private static String call(Integer copies, Integer alleles) {
    if (copies == null) {
      return "./.";
    }
    return alleles == 1 ? copies.toString() : copies == 0 ? "0/0" : copies == 1 ? "0/1" : "1/1";
  }

  /** The sample columns as a TSV. */
  public String samplesTsv() {
    StringBuilder out = new StringBuilder("sample_id\tsex\tsite\tbatch\tstatus\tage\n");
    for (int s = 0; s < patients; s++) {
      List<Object> row = new ArrayList<>();
      for (String column : List.of("sample_id", "sex", "site", "batch")) {
        row.add(publicColumns.get(column)[s]);
      }
      row.add(status[s]);
      row.add(age[s]);
      out.append(
          row.stream()
              .map(x -> x == null ? "" : x.toString())
              .collect(java.util.stream.Collectors.joining("\t", "", "\n")));
    }
    return out.toString();
  }

  /** Whether there is such a plane. */
  public boolean contains(String plane) {
    return planes.containsKey(plane);
  }

  /** A plane's values, one a patient. */
  public int[] plane(String plane) {
    return planes.get(plane).clone();
  }

  /** DuckDB as the last oracle left it. */
  public Connection database() {
    return db;
  }

  private static void append(org.duckdb.DuckDBAppender appender, Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Long l -> appender.append(l.intValue());
      case String s -> appender.append(s);
      default -> throw new IllegalStateException();
    }
  }

  /** What the encrypted path would answer, computed on the planes in the clear. */
  public Answer answer(Plan plan, BitSet consenting) {
    long[] sizes = masks(plan, consenting).stream().mapToLong(BitSet::cardinality).toArray();
    return RestEvaluator.evaluate(
        plan, released(plan, consenting), sizes, new boolean[plan.cells().size()]);
  }

  /** The released integers, computed on the planes in the clear. */
  public long[] released(Plan plan, BitSet consenting) {
    List<BitSet> masks = masks(plan, consenting);
    return plan.releases().stream().mapToLong(r -> release(plan, r, masks)).toArray();
  }

  private static List<BitSet> masks(Plan plan, BitSet consenting) {
    return plan.populations().stream()
        .map(
            p -> {
              BitSet mask = p.slots();
              mask.and(consenting);
              return mask;
            })
        .toList();
  }

  /** A slot's call, or null. */
  public Integer dosage(int variant, int slot) {
    return dosage[variant][slot];
  }

  private long release(Plan plan, Polynomial polynomial, List<BitSet> masks) {
    long sum = 0;
    for (int from = 0; from < patients; from += blockSlots()) {
      sum += release(plan, polynomial, masks, from, Math.min(from + blockSlots(), patients));
    }
    return sum;
  }

  /** The integer that leaves for one block. */
  private long release(Plan plan, Polynomial polynomial, List<BitSet> masks, int from, int to) {
    long sum = 0;
    long width = 0;
    for (Term term : polynomial.terms()) {
      BitSet mask = masks.get(term.population()).get(from, to);
      width += (term.hi() - term.lo()) * mask.cardinality();
      List<int[]> read = new ArrayList<>();
      for (LinearForm f : term.factors()) {
        for (int plane : f.planes()) {
          String id = plan.planes().get(plane);
          if (!planes.containsKey(id)) {
            throw new AssertionError("no plane " + id);
          }
          read.add(planes.get(id));
        }
      }
      for (int s = mask.nextSetBit(0); s >= 0; s = mask.nextSetBit(s + 1)) {
        long product = 1;
        int next = 0;
        for (LinearForm f : term.factors()) {
          long value = f.constant();
          for (long coefficient : f.coefficients()) {
            value += coefficient * read.get(next++)[from + s];
          }
          product *= value;
        }
        if (product < term.lo() || product > term.hi()) {
          throw new AssertionError("a term leaves its range: " + term);
        }
        sum += product;
      }
    }
    if (width > 65_536) {
      throw new AssertionError("a release could wrap around: " + polynomial);
    }
    return sum;
  }

  @Override
  public String name() {
    return "made-up";
  }

  @Override
  public int patients() {
    return patients;
  }

  @Override
  public int blockSlots() {
    return 8192;
  }

  @Override
  public Object publicValue(String column, int slot) {
    return publicColumns.get(column.toLowerCase(java.util.Locale.ROOT))[slot];
  }

  @Override
  public int minCell() {
    return minCell;
  }

  @Override
  public List<Variant> panel() {
    return panel;
  }

  @Override
  public List<SampleColumn> sampleColumns() {
    return List.of(
        SampleColumn.SAMPLE_ID,
        new SampleColumn("sex", SqlType.VARCHAR, Visibility.PUBLIC, List.of(), null),
        new SampleColumn("site", SqlType.VARCHAR, Visibility.PUBLIC, List.of(), null),
        new SampleColumn("batch", SqlType.INTEGER, Visibility.PUBLIC, List.of(), null),
        new SampleColumn(
            "status", SqlType.VARCHAR, Visibility.ENCRYPTED, List.of("case", "control"), null),
        new SampleColumn(
            "age",
            SqlType.INTEGER,
            Visibility.ENCRYPTED,
            List.of(),
            IntegerRange.covering(18, 94)));
  }

  @Override
  public List<VariantColumn> variantColumns() {
    return List.of(
        new VariantColumn("variant_id", SqlType.VARCHAR),
        new VariantColumn("chrom", SqlType.VARCHAR),
        new VariantColumn("pos", SqlType.INTEGER),
        new VariantColumn("gene", SqlType.VARCHAR));
  }

  @Override
  public Connection publicMetadata() throws SQLException {
    return ((org.duckdb.DuckDBConnection) db).duplicate();
  }

  /** What the steward takes of its encrypted columns: forms whose sum is public. */
  public static List<Map<String, Long>> publicForms() {
    Map<String, Long> age = new TreeMap<>(Map.of("age/VALUE", 1L));
    for (int bit = 0; bit < 7; bit++) {
      age.put("age/BIT" + bit, -(1L << bit));
    }
    return List.of(Map.of("status=case", 1L, "status=control", 1L), age);
  }

  @Override
  public void close() {
    try {
      db.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
