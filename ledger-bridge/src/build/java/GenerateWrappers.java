// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.web3j.codegen.SolidityFunctionWrapperGenerator;

/**
 * Generates a web3j wrapper for every contract that was compiled. Run from its source by the build,
 * with the generator on the class path: {@code GenerateWrappers CONTRACTS OUTPUT}.
 */
class GenerateWrappers {
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    Path contracts = Path.of(args[0]);
    Path output = Path.of(args[1]);
    Files.createDirectories(output);
    for (String name :
        List.of(
            "ConsentRegistry",
            "Credentials",
            "DatasetRegistry",
            "Delegates",
            "EthicsCommittee",
            "Governance",
            "QueryLog")) {
      new SolidityFunctionWrapperGenerator(
              contracts.resolve(name + ".bin").toFile(),
              contracts.resolve(name + ".abi").toFile(),
              output.toFile(),
              name,
              "org.sealome.ledger.contracts",
              true,
              false,
              160)
          .generate();
      Path file = output.resolve("org/sealome/ledger/contracts/" + name + ".java");
      // The wrappers are full of raw and unchecked types; lint is for what people write.
      String source = Files.readString(file);
      Files.writeString(
          file,
          source.replace(
              "@SuppressWarnings(\"rawtypes\")",
              "@SuppressWarnings({\"rawtypes\", \"unchecked\", \"deprecation\", \"serial\"})"));
    }
    Files.writeString(output.resolve("generated"), "");
  }
}
