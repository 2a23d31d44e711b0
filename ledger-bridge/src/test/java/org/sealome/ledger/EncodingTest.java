// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sealome.ledger.TestChain.hash;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.contracts.ConsentRegistry;
import org.sealome.ledger.contracts.DatasetRegistry;
import org.sealome.ledger.contracts.QueryLog;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;

/**
 * What this client encodes against what web3j's generated wrappers and signer make: a contract
 * whose interface changes does not compile here, or differs.
 */
class EncodingTest {
  private static final String AT = "0x00000000000000000000000000000000000000aa";
  private static final byte[] A = hash("a").toBytes();
  private static final byte[] B = hash("b").toBytes();
  private static final List<byte[]> GENES = List.of(A, B, A);
  private static final BigInteger SEVEN = BigInteger.valueOf(7);

  private final ConsentRegistry consents =
      ConsentRegistry.load(AT, null, (TransactionManager) null, (ContractGasProvider) null);
  private final DatasetRegistry datasets =
      DatasetRegistry.load(AT, null, (TransactionManager) null, (ContractGasProvider) null);
  private final QueryLog log =
      QueryLog.load(AT, null, (TransactionManager) null, (ContractGasProvider) null);

  @Test
  void callsEqualTheWrappers() {
    Bytes32 a = Bytes32.of(A);
    Bytes32 b = Bytes32.of(B);
    Address at = new Address(AT);
    Abi.Dynamic genes = Abi.array(List.of(a, b, a));
    same(
        consents.consentMask(A, SEVEN, B, AT, GENES),
        Abi.call("consentMask(bytes32,uint32,bytes32,address,bytes32[])", a, 7, b, at, genes));
    same(
        consents.grant(
            A,
            new ConsentRegistry.Form(A, B, GENES, A, SEVEN, SEVEN),
            SEVEN,
            List.of(
                new ConsentRegistry.Signed(SEVEN, SEVEN, A, B),
                new ConsentRegistry.Signed(SEVEN, SEVEN, B, A))),
        Abi.call(
            "grant(bytes32,(bytes32,bytes32,bytes32[],bytes32,uint32,uint32),uint64,"
                + "(uint32,uint32,bytes32,bytes32)[])",
            a,
            new Abi.Dynamic(Abi.tuple(a, b, genes, a, 7, 7)),
            7,
            Abi.array(List.of(Abi.tuple(7, 7, a, b), Abi.tuple(7, 7, b, a)))));
    same(
        consents.revoke(
            A,
            new ConsentRegistry.Withdrawal(A, B, List.of()),
            SEVEN,
            List.of(new ConsentRegistry.Signed(SEVEN, SEVEN, A, B))),
        Abi.call(
            "revoke(bytes32,(bytes32,bytes32,bytes32[]),uint64,"
                + "(uint32,uint32,bytes32,bytes32)[])",
            a,
            new Abi.Dynamic(Abi.tuple(a, b, Abi.array(List.of()))),
            7,
            Abi.array(List.of(Abi.tuple(7, 7, a, b)))));
    same(
        datasets.register(A, new DatasetRegistry.Anchor(A, B, A, SEVEN), SEVEN, AT),
        Abi.call(
            "register(bytes32,(bytes32,bytes32,bytes32,uint32),uint32,address)",
            a,
            Abi.tuple(a, b, a, 7),
            7,
            at));
    same(
        datasets.enrol(A, SEVEN, List.of(AT, AT)),
        Abi.call("enrol(bytes32,uint32,address[])", a, 7, Abi.array(List.of(at, at))));
    byte[] signature = new byte[65];
    new Random(1).nextBytes(signature);
    QueryLog.Query query = new QueryLog.Query(A, B, A, GENES, B, AT, SEVEN);
    Abi.Dynamic encoded = new Abi.Dynamic(Abi.tuple(a, b, a, genes, b, at, 7));
    same(
        log.open(query, signature),
        Abi.call(
            "open((bytes32,bytes32,bytes32,bytes32[],bytes32,address,uint64),bytes)",
            encoded,
            Abi.bytes(signature)));
    same(
        log.openBatch(List.of(query, query), List.of(signature, signature)),
        Abi.call(
            "openBatch((bytes32,bytes32,bytes32,bytes32[],bytes32,address,uint64)[],bytes[])",
            Abi.arrayOfDynamic(List.of(encoded, encoded)),
            Abi.arrayOfDynamic(List.of(Abi.bytes(signature), Abi.bytes(signature)))));
    same(
        log.close(new QueryLog.Closing(A, AT, SEVEN, B, A)),
        Abi.call("close((bytes32,address,uint8,bytes32,bytes32))", Abi.tuple(a, at, 7, b, a)));
  }

  @Property(tries = 100, seed = "7")
  void signaturesAndAddressesEqualWeb3js(@ForAll Random random) {
    byte[] key = new byte[32];
    byte[] digest = new byte[32];
    random.nextBytes(key);
    random.nextBytes(digest);
    ECKeyPair pair = ECKeyPair.create(key);
    Account account = Account.fromPrivateKey(key);
    assertEquals("0x" + Keys.getAddress(pair), account.address().hex());
    Sign.SignatureData expected = Sign.signMessage(digest, pair, false);
    assertEquals(
        new Signature(Bytes32.of(expected.getR()), Bytes32.of(expected.getS()), expected.getV()[0]),
        account.sign(Bytes32.of(digest)));
  }

  private static void same(RemoteFunctionCall<?> wrapper, byte[] ours) {
    assertEquals(wrapper.encodeFunctionCall(), JsonRpc.hex(ours));
  }
}
