// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
  @Test
  void semicolonsSeparateAndCommentsAreNone() {
    assertEquals(
        List.of("SELECT 1", "SELECT 2"),
        Statements.split("-- first; of all\nSELECT 1; -- fine; really\n\n;;\n/* ; */ SELECT 2\n;"));
  }

  @Test
  void quotesKeepWhatIsInside() {
    assertEquals(
        List.of("SELECT 'a;--b''c;' AS \"x;y\"", "SELECT `q;`"),
        Statements.split("SELECT 'a;--b''c;' AS \"x;y\"; SELECT `q;`"));
  }

  @Test
  void commentsNestAndPartWords() {
    assertEquals(List.of("SELECT 1"), Statements.split("SELECT/* a /* b; */ c */1"));
  }

  @Test
  void whatIsNeverClosedEndsWithTheText() {
    assertEquals(List.of("SELECT 'open;"), Statements.split("SELECT 'open; "));
    assertEquals(List.of("SELECT 1"), Statements.split("SELECT 1 /* open; "));
    assertEquals(List.of(), Statements.split(" -- only this"));
  }
}
