// SPDX-License-Identifier: Apache-2.0
// Installs the packages of package-lock.json and compiles the contracts to target/contracts, each
// only where it is stale.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const module = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const sources = join(module, "src", "main", "solidity");
const target = join(module, "target", "contracts");
const resources = join(target, "resources", "org", "sealome", "ledger");
const contracts = [
  "ConsentRegistry", "Credentials", "DatasetRegistry", "Delegates", "EthicsCommittee", "Governance",
  "QueryLog",
];

const settings = {
  evmVersion: "london",
  optimizer: { enabled: true, runs: 10000 },
  viaIR: true,
  // No hash of the sources in the code: the same contract gives the same bytes everywhere.
  metadata: { appendCBOR: false, bytecodeHash: "none" },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
};

install();
if (stale()) {
  compile();
  writeFileSync(join(target, "stamp"), stamp());
}

/** The packages of package-lock.json. Install scripts are not run: nothing here needs one. */
function install() {
  const installed = join(module, "node_modules", ".sealome-lock");
  const wanted = digest([readFileSync(join(module, "package-lock.json"))]);
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return;
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: module,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  writeFileSync(installed, wanted);
}

function stamp() {
  const files = readdirSync(sources).filter((f) => f.endsWith(".sol")).sort();
  return digest([
    ...files.flatMap((f) => [f, readFileSync(join(sources, f))]),
    readFileSync(join(module, "package-lock.json")),
    readFileSync(fileURLToPath(import.meta.url)),
  ]);
}

function stale() {
  const file = join(target, "stamp");
  return !existsSync(file) || readFileSync(file, "utf8") !== stamp();
}

function compile() {
  const solc = createRequire(import.meta.url)("solc");
  const input = { language: "Solidity", settings, sources: {} };
  for (const file of readdirSync(sources).filter((f) => f.endsWith(".sol"))) {
    input.sources[file] = { content: readFileSync(join(sources, file), "utf8") };
  }
  const read = (path) => {
    const file = join(module, "node_modules", path);
    return existsSync(file) ? { contents: readFileSync(file, "utf8") } : { error: "not found" };
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read }));
  // A warning in our own files fails the build, as it does in Java.
  const faults = (output.errors ?? []).filter(
    (e) => e.severity === "error" || !e.sourceLocation?.file.startsWith("@"));
  if (faults.length > 0) {
    for (const fault of faults) console.error(fault.formattedMessage);
    process.exit(1);
  }
  rmSync(target, { recursive: true, force: true });
  mkdirSync(resources, { recursive: true });
  // Every custom error with its arguments' names, by which refusals are put into words; and where
  // the development node was installed.
  const errors = new Set();
  for (const name of contracts) {
    const { abi, evm } = output.contracts[`${name}.sol`][name];
    if (evm.deployedBytecode.object.length / 2 > 24576) {
      console.error(`${name}: larger than a contract's code may be (EIP-170)`);
      process.exit(1);
    }
    writeFileSync(join(target, `${name}.abi`), JSON.stringify(abi, null, 1));
    writeFileSync(join(target, `${name}.bin`), evm.bytecode.object);
    for (const e of abi.filter((d) => d.type === "error")) {
      errors.add(`${e.name}(${e.inputs.map((i) => `${i.type} ${i.name}`).join(",")})`);
    }
  }
  writeFileSync(join(resources, "errors.txt"), [...errors].sort().join("\n") + "\n");
  writeFileSync(join(resources, "node-modules.txt"), join(module, "node_modules") + "\n");
}

function digest(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}
