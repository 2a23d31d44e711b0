// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sealome.query.SealomeException;

class ViewsTest {
  private final Views views = new Views();

  @Test
  void laterStatementsCarryTheViewsThatTheyName() {
    assertTrue(views.take("CREATE VIEW c AS SELECT sample_id FROM genotypes"));
    assertTrue(views.take("create or replace temp view \"D d\"(x) AS SELECT sample_id FROM C"));
    assertEquals("SELECT 'c' FROM samples", views.expanded("SELECT 'c' FROM samples"));
    assertEquals(
        "WITH c AS (SELECT sample_id FROM genotypes) SELECT COUNT(*) FROM C",
        views.expanded("SELECT COUNT(*) FROM C"));
    assertEquals(
        "WITH \"D d\" (x) AS (WITH c AS (SELECT sample_id FROM genotypes) SELECT sample_id FROM C),"
            + " t AS (SELECT 1) SELECT * FROM t, \"D d\"",
        views.expanded("WITH t AS (SELECT 1) SELECT * FROM t, \"D d\""));
  }

  @Test
  void aViewIsMadeOnceAndMayGo() {
    assertTrue(views.take("CREATE VIEW c AS SELECT 1"));
    assertThrows(SealomeException.class, () -> views.take("CREATE VIEW C AS SELECT 2"));
    assertTrue(views.take("DROP VIEW c"));
    assertThrows(SealomeException.class, () -> views.take("DROP VIEW c"));
    assertTrue(views.take("DROP VIEW IF EXISTS c"));
    assertEquals("SELECT * FROM c", views.expanded("SELECT * FROM c"));
    assertFalse(views.take("SELECT 1"));
  }
}
