// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which variants become part of the dataset. */
sealed interface Panel {
  /**
   * What the panel says about a variant.
   *
   * @param ordinal the variant's place in the panel, or -1: the next free one
   * @param key the name under which it is kept
   * @param site what the panel knows about it; null where that is nothing
   */
  record Match(int ordinal, VariantKey key, Site site) {}

  /**
   * What a panel knows about a variant; each part may be null.
   *
   * @param info values of the INFO columns, in order
   */
  record Site(String rsid, String filter, String gene, String[] info) {
    static final String[] NO_INFO = new String[0];

    String info(int column) {
      return column < info.length ? info[column] : null;
    }
  }

  /** The match of a variant in its minimal form, or null where it is not wanted. */
  Match match(VariantKey variant);

  /** For people and for the manifest. */
  String description();

  /**
   * Where the panel's sites may be, by comparable name of the chromosome: pairs of begin and end
   * (0-based, the end not included), in order, without overlap. Empty: anywhere.
   */
  default Map<String, List<int[]>> places() {
    return Map.of();
  }

  /** Sorts places, and joins those between which not much else can be. */
  static void join(List<int[]> places) {
    places.sort((a, b) -> Integer.compare(a[0], b[0]));
    List<int[]> joined = new ArrayList<>();
    for (int[] place : places) {
      int[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && place[0] <= last[1] + 1000) {
        last[1] = Math.max(last[1], place[1]);
      } else {
        joined.add(place);
      }
    }
    places.clear();
    places.addAll(joined);
  }

  /** Every variant of the cohort's file. */
  record Everything() implements Panel {
    @Override
    public Match match(VariantKey variant) {
      return new Match(-1, variant, null);
    }

    @Override
    public String description() {
      return "VCF";
    }
  }

  /** Given alleles at given places, whether or not the cohort's file has them. */
  final class Sites implements Panel {
    private final String description;
    private final List<VariantKey> keys = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final Map<VariantKey, Integer> ordinals = new HashMap<>();
    private final BitSet unoriented = new BitSet();
    private final BitSet found = new BitSet();

    Sites(String description) {
      this.description = description;
    }

    /**
     * Adds a variant.
     *
     * @param oriented false where it is not known which allele is REF
     * @return whether the panel did not have it yet
     */
    boolean add(VariantKey key, Site site, boolean oriented) {
      int ordinal = keys.size();
      VariantKey comparable = key.comparable();
      if (ordinals.containsKey(comparable)) {
        return false;
      }
      ordinals.put(comparable, ordinal);
      if (!oriented) {
        ordinals.putIfAbsent(comparable.swapped(), ordinal);
        unoriented.set(ordinal);
      }
      keys.add(key);
      sites.add(site);
      return true;
    }

    @Override
    public Match match(VariantKey variant) {
      VariantKey comparable = variant.comparable();
      Integer ordinal = ordinals.get(comparable);
      if (ordinal == null) {
        return null;
      }
      VariantKey key = keys.get(ordinal);
      if (unoriented.get(ordinal)) {
        key = new VariantKey(key.chrom(), variant.pos(), variant.ref(), variant.alt());
      }
      return new Match(ordinal, key, sites.get(ordinal));
    }

    /** Notes that the cohort's file has calls for a variant. */
    void called(int ordinal) {
      found.set(ordinal);
    }

    @Override
    public Map<String, List<int[]>> places() {
      Map<String, List<int[]>> places = new HashMap<>();
      for (VariantKey key : keys) {
        int length = Math.max(key.ref().length(), key.alt().length());
        places
            .computeIfAbsent(VariantKey.comparableChrom(key.chrom()), chrom -> new ArrayList<>())
            .add(new int[] {Math.max(0, key.pos() - 1), key.pos() - 1 + length});
      }
      places.values().forEach(Panel::join);
      return places;
    }

    int size() {
      return keys.size();
    }

    /** Ordinals of the variants without {@link #called}. */
    BitSet absent() {
      BitSet absent = new BitSet();
      absent.set(0, keys.size());
      absent.andNot(found);
      return absent;
    }

    VariantKey key(int ordinal) {
      return keys.get(ordinal);
    }

    Site site(int ordinal) {
      return sites.get(ordinal);
    }

    @Override
    public String description() {
      return description;
    }
  }

  /** Everything of the cohort's file that touches a region. */
  final class Regions implements Panel {
    /** Of one chromosome: sorted by begin; 1-based, both ends included. */
    private record Region(int begin, int end, String name) {}

    private final String description;
    private final Map<String, List<Region>> regions = new HashMap<>();
    private final Map<String, int[]> furthestEnd = new HashMap<>();

    Regions(String description) {
      this.description = description;
    }

    void add(String chrom, int begin, int end, String name) {
      regions
          .computeIfAbsent(VariantKey.comparableChrom(chrom), key -> new ArrayList<>())
          .add(new Region(begin, end, name));
    }

    /** To be called once after the last {@link #add}. */
    void sort() {
      regions.forEach(
          (chrom, list) -> {
            list.sort(
                (a, b) ->
                    a.begin != b.begin
                        ? Integer.compare(a.begin, b.begin)
                        : Integer.compare(a.end, b.end));
            int[] furthest = new int[list.size()];
            for (int i = 0; i < furthest.length; i++) {
              furthest[i] = i == 0 ? list.get(i).end : Math.max(furthest[i - 1], list.get(i).end);
            }
            furthestEnd.put(chrom, furthest);
          });
    }

    @Override
    public Match match(VariantKey variant) {
      String chrom = VariantKey.comparableChrom(variant.chrom());
      List<Region> list = regions.get(chrom);
      if (list == null) {
        return null;
      }
      int last = variant.pos() + variant.ref().length() - 1;
      int low = 0;
      int high = list.size();
      while (low < high) { // the first region that begins after the variant's last base
        int middle = (low + high) >>> 1;
        if (list.get(middle).begin > last) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      Region hit = null;
      int[] furthest = furthestEnd.get(chrom);
      for (int i = low - 1; i >= 0 && furthest[i] >= variant.pos(); i--) {
        Region region = list.get(i);
        if (region.end >= variant.pos() && (hit == null || region.name != null)) {
          hit = region;
        }
      }
      return hit == null
          ? null
          : new Match(-1, variant, new Site(null, null, hit.name, Site.NO_INFO));
    }

    @Override
    public Map<String, List<int[]>> places() {
      Map<String, List<int[]>> places = new HashMap<>();
      regions.forEach(
          (chrom, list) -> {
            List<int[]> all = new ArrayList<>();
            list.forEach(region -> all.add(new int[] {region.begin - 1, region.end}));
            join(all);
            places.put(chrom, all);
          });
      return places;
    }

    @Override
    public String description() {
      return description;
    }
  }
}
