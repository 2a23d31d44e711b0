// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** An address behind which one node may follow another, as a restarted one follows itself. */
final class Door implements AutoCloseable {
  private final ServerSocket socket;
  private volatile URI node;

  Door(URI node) {
    this.node = node;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::open);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  void leadsTo(URI other) {
    node = other;
  }

  private void open() {
    while (!socket.isClosed()) {
      try {
        Socket guest = socket.accept();
        Thread.startVirtualThread(() -> lead(guest));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void lead(Socket guest) {
    URI to = node;
    try (guest;
        Socket host = new Socket(to.getHost(), to.getPort())) {
      Thread back = Thread.startVirtualThread(() -> carry(host, guest));
      carry(guest, host);
      back.join();
    } catch (IOException e) {
      // Nobody there: the guest's connection ends, as a dead node's does.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until either ends, which ends both. */
  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // The other direction ends likewise.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
