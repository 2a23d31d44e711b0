// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * What a figure depends on besides the code.
 *
 * @param cpu as the system names it
 * @param load the system's load average over the last minute: above the benchmark's own single
 *     thread, others were at work
 * @param commit of the project, or unknown
 */
record Environment(
    Instant time, String cpu, int processors, String os, String java, double load, String commit) {

  static Environment now() {
    return new Environment(
        Instant.now(),
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        headCommit());
  }

  private static String cpuName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String headCommit() {
    try {
      Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
      String commit = new String(git.getInputStream().readAllBytes()).strip();
      return git.waitFor() == 0 ? commit : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
