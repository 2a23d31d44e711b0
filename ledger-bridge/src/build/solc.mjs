#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The compiler of package-lock.json under the native one's two options that analysers call:
// --version, and --standard-json on standard input; with --input, writes that JSON for the contracts.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const solc = createRequire(import.meta.url)("solc");
if (process.argv.includes("--version")) {
  console.log(`solc, the solidity compiler\nVersion: ${solc.version()}`);
} else if (process.argv.includes("--input")) {
  const sources = {};
  for (const file of readdirSync("src")) {
    sources[`src/${file}`] = { content: readFileSync(`src/${file}`, "utf8") };
  }
  const contract = [
    "abi", "devdoc", "userdoc", "evm.methodIdentifiers", "evm.bytecode.object", "evm.bytecode.sourceMap",
    "evm.deployedBytecode.object", "evm.deployedBytecode.sourceMap",
  ];
  const settings = {
    evmVersion: "london",
    viaIR: true,
    optimizer: { enabled: true, runs: 200 },
    outputSelection: { "*": { "*": contract, "": ["ast"] } },
  };
  console.log(JSON.stringify({ language: "Solidity", sources, settings }));
} else {
  const read = (path) => {
    try {
      return { contents: readFileSync(path, "utf8") };
    } catch {
      return { error: "not found" };
    }
  };
  process.stdout.write(solc.compile(readFileSync(0, "utf8"), { import: read }));
}
