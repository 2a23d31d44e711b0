// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.SqlType;

class FormatTest {
  private static final Answer ANSWER =
      new Answer(
          List.of(
              new Column("site", SqlType.VARCHAR),
              new Column("n", SqlType.BIGINT),
              new Column("mean", SqlType.DOUBLE)),
          List.of(
              Arrays.asList("Oslo, \"N\"", 12L, 1.0 / 3),
              Arrays.asList(null, null, 2.0),
              Arrays.asList("", 1234567L, null)),
          List.of(new Answer.Position(1, 1)));

  @Test
  void jsonIsOneLineWithTypesAndTheReceipt() {
    assertEquals(
        "{\"columns\":[{\"name\":\"site\",\"type\":\"VARCHAR\"},{\"name\":\"n\",\"type\":\"BIGINT\"},"
            + "{\"name\":\"mean\",\"type\":\"DOUBLE\"}],\"rows\":[[\"Oslo,"
            + " \\\"N\\\"\",12,0.3333333333333333],[null,null,2.0],[\"\",1234567,null]],\"suppressed\":[[1,1]],\"receipt\":{\"v\":1}}\n",
        Format.json.write(ANSWER, "{\"v\":1}", 5));
  }

  @Test
  void csvTellsNullFromEmpty() {
    assertEquals(
        "site,n,mean\n\"Oslo, \"\"N\"\"\",12,0.3333333333333333\n,,2.0\n\"\",1234567,\n",
        Format.csv.write(ANSWER, null, 5));
  }

  @Test
  void tablesAlignAndShowWhatIsSuppressed() {
    assertEquals(
        """
         site             n      mean
         ─────────  ───────  ────────
         Oslo, "N"       12  0.333333
         NULL            <5       2.0
                    1234567      NULL
        (3 rows)
        """,
        Format.table.write(ANSWER, null, 5));
  }

  @Test
  void controlCharactersNeverReachTheTerminal() {
    Answer answer =
        new Answer(
            List.of(new Column("a", SqlType.VARCHAR)),
            List.of(List.of("x\u001b[31m\ny")),
            List.of());
    assertEquals(
        " a\n ────────────\n x\\x1b[31m\\ny\n(1 row)\n", Format.table.write(answer, null, 5));
  }
}
