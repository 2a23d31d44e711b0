// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sealome.query.catalog.ProgressListener;

/** A bar where somebody watches; elsewhere a line every few seconds. On standard error. */
final class Progress implements ProgressListener, AutoCloseable {
  private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();

  private final Console console;
  private final boolean watched;
  private String stage = "";
  private long begun;
  private long first;
  private long lastLine;
  private ProgressBar bar;

  Progress(Console console) {
    this.console = console;
    this.watched = console.watched();
  }

  @Override
  public void progress(String nowStage, long done, long total) {
    progress(nowStage, done, total, "");
  }

  @Override
  public synchronized void progress(String nowStage, long done, long total, String detail) {
    long now = System.nanoTime();
    if (!nowStage.equals(stage)) {
      clear();
      stage = nowStage;
      begun = now;
      first = Math.max(0, done); // what was there already says nothing about the rate
      lastLine = now;
    }
    if (watched) {
      show(done, total, detail);
    } else if (now - lastLine >= LINE_EVERY) {
      lastLine = now;
      console.say(
          "  " + line(done, total, (now - begun) / 1e9) + (detail.isEmpty() ? "" : ", " + detail));
    }
  }

  private void show(long done, long total, String detail) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("  " + stage)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(100)
              .setMaxRenderedLength(90)
              .showSpeed()
              .clearDisplayOnFinish()
              .setConsumer(new ConsoleProgressBarConsumer(console.err()))
              .setInitialMax(total)
              .build();
    }
    if (total >= 0) {
      bar.maxHint(total);
    }
    bar.setExtraMessage(detail);
    bar.stepTo(done);
  }

  private String line(long done, long total, double seconds) {
    double rate = (done - first) / Math.max(seconds, 1e-9);
    if (total <= 0) {
      return String.format(Locale.ROOT, "%s: %,d (%,.0f/s)", stage, done, rate);
    }
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d (%,.0f/s, %.0f s left)",
        stage,
        done,
        total,
        rate,
        (total - done) / Math.max(rate, 1e-9));
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the bar away, so that something else can be written. */
  synchronized void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
