// SPDX-License-Identifier: Apache-2.0

import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the build demands of every source file: google-java-format's layout, the licence in the
 * first line, nothing left for later. Runs as a single file, with google-java-format on the class
 * path: {@code CheckSources check|apply ROOT}; {@code apply} lays the Java files out anew.
 */
public final class CheckSources {
  private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";

  /** How a line comment begins, by the ending of the file's name. */
  private static final Map<String, String> COMMENTS =
      Map.of(
          "java", "//", "cpp", "//", "h", "//", "hpp", "//", "rs", "//", "sol", "//", "sh", "#",
          "py", "#");

  /** What others wrote or the build makes. */
  private static final Set<String> SKIPPED =
      Set.of("target", "build", "node_modules", "out", "artifacts", "cache");

  /** Written apart, so that this file passes its own check. */
  private static final Pattern LEFT_FOR_LATER =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b|@Dis" + "abled\\b");

  private final List<String> faults = new ArrayList<>();
  private final List<String> java = new ArrayList<>();

  private CheckSources() {}

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    if (!apply && !args[0].equals("check")) {
      throw new IllegalArgumentException("check or apply, not " + args[0]);
    }
    CheckSources check = new CheckSources();
    check.walk(Path.of(args[1]).toRealPath());
    check.format(apply);
    for (String fault : check.faults) {
      System.err.println(fault);
    }
    if (!check.faults.isEmpty()) {
      System.err.println(check.faults.size() + " faults; layout: mvn -N verify -Dformat=apply");
      System.exit(1);
    }
  }

  private void walk(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean hidden = name.startsWith(".") && !name.equals(".ci");
            return !folder.equals(root) && (hidden || SKIPPED.contains(name))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            String ending = name.substring(name.lastIndexOf('.') + 1);
            if (COMMENTS.containsKey(ending)) {
              read(root.relativize(file), file, COMMENTS.get(ending));
            }
            if (ending.equals("java")) {
              java.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void read(Path shown, Path file, String comment) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    int first = !lines.isEmpty() && lines.get(0).startsWith("#!") ? 1 : 0;
    if (lines.size() <= first || !lines.get(first).equals(comment + " " + LICENCE)) {
      faults.add(shown + ":" + (first + 1) + ": not '" + comment + " " + LICENCE + "'");
    }
    for (int i = 0; i < lines.size(); i++) {
      if (LEFT_FOR_LATER.matcher(lines.get(i)).find()) {
        faults.add(shown + ":" + (i + 1) + ": left for later");
      }
    }
  }

  private void format(boolean apply) throws Exception {
    List<String> options = new ArrayList<>();
    options.add(apply ? "--replace" : "--dry-run");
    options.addAll(java);
    java.io.StringWriter out = new java.io.StringWriter();
    java.io.StringWriter err = new java.io.StringWriter();
    PrintWriter outWriter = new PrintWriter(out);
    PrintWriter errWriter = new PrintWriter(err);
    int code =
        new Main(outWriter, errWriter, InputStream.nullInputStream())
            .format(options.toArray(String[]::new));
    outWriter.flush();
    errWriter.flush();
    if (!apply) {
      // A dry run lists the files that would change.
      out.toString().lines().forEach(f -> faults.add(f + ": not in google-java-format's layout"));
    }
    if (code != 0) {
      err.toString().lines().forEach(faults::add);
      faults.add("google-java-format failed");
    }
  }
}
