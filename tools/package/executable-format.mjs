// The structure of single executables: the right format and processor, the program inside, a signature that matches (Mach-O).
import { createHash } from 'node:crypto';
import { FUSE } from './platforms.mjs';

const ELF_MACHINE = { amd64: 62, arm64: 183 };
const PE_MACHINE = { amd64: 0x8664, arm64: 0xaa64 };
const MACH_CPU = { amd64: 0x01000007, arm64: 0x0100000c };

/** Problems of an executable, empty when there are none. Reads ELF, PE and 64-bit Mach-O in little-endian byte order. */
export function executableProblems(bytes, { os, arch }) {
  const problems = [];
  if (!bytes.includes(`${FUSE}:1`) || bytes.includes(`${FUSE}:0`))
    problems.push('the fuse of Node does not announce a program');
  try {
    if (os === 'linux') problems.push(...elfProblems(bytes, arch));
    if (os === 'darwin') problems.push(...machProblems(bytes, arch));
    if (os === 'windows') problems.push(...peProblems(bytes, arch));
  } catch (error) {
    if (!/OUT_OF_(RANGE|BOUNDS)$/.test(error.code ?? '')) throw error;
    problems.push('the executable is truncated');
  }
  return problems;
}

function elfProblems(bytes, arch) {
  if (bytes.readUInt32BE(0) !== 0x7f454c46) return ['not an ELF file'];
  const problems = [];
  if (bytes.readUInt16LE(18) !== ELF_MACHINE[arch]) problems.push(`not for ${arch}`);
  if (!bytes.includes('NODE_SEA_BLOB')) problems.push('no program inside');
  return problems;
}

function peProblems(bytes, arch) {
  const header = bytes.readUInt32LE(0x3c);
  if (bytes.readUInt16BE(0) !== 0x4d5a || bytes.readUInt32BE(header) !== 0x50450000) return ['not a PE file'];
  const problems = [];
  if (bytes.readUInt16LE(header + 4) !== PE_MACHINE[arch]) problems.push(`not for ${arch}`);
  // The third data directory of a 64-bit optional header: resources.
  const resources = header + 24 + 112 + 2 * 8;
  if (bytes.readUInt32LE(resources) === 0) problems.push('no resources');
  if (!bytes.includes(Buffer.from('NODE_SEA_BLOB', 'utf16le'))) problems.push('no program inside');
  return problems;
}

function machProblems(bytes, arch) {
  if (bytes.readUInt32LE(0) !== 0xfeedfacf) return ['not a 64-bit Mach-O file'];
  const problems = [];
  if (bytes.readUInt32LE(4) !== MACH_CPU[arch]) problems.push(`not for ${arch}`);
  const commands = [...loadCommands(bytes)];
  if (!commands.some(({ type, name }) => type === 0x19 && name === 'NODE_SEA'))
    problems.push('no program inside');
  const signature = commands.find(({ type }) => type === 0x1d);
  if (signature === undefined) return [...problems, 'not signed'];
  const [start, size] = [bytes.readUInt32LE(signature.at + 8), bytes.readUInt32LE(signature.at + 12)];
  if (start + size !== bytes.length) problems.push('the signature is not at the end');
  return [...problems, ...signatureProblems(bytes, start)];
}

/** The load commands of a Mach-O file; `name` is that of a segment (LC_SEGMENT_64). */
function* loadCommands(bytes) {
  const count = bytes.readUInt32LE(16);
  let at = 32;
  for (let index = 0; index < count; index++) {
    const type = bytes.readUInt32LE(at);
    const name = type === 0x19 ? bytes.toString('latin1', at + 8, at + 24).replace(/\0+$/, '') : '';
    yield { type, at, name };
    at += bytes.readUInt32LE(at + 4);
  }
}

/** Compares the hash of every page with those in the code directory, as the kernel does when it loads a page. */
function signatureProblems(bytes, start) {
  if (bytes.readUInt32BE(start) !== 0xfade0cc0) return ['the signature is unreadable'];
  // The code directory is the blob of slot 0.
  const directory = start + bytes.readUInt32BE(start + 16);
  if (bytes.readUInt32BE(start + 12) !== 0 || bytes.readUInt32BE(directory) !== 0xfade0c02)
    return ['the signature has no code directory'];
  const hashes = directory + bytes.readUInt32BE(directory + 16);
  const count = bytes.readUInt32BE(directory + 28);
  const limit = bytes.readUInt32BE(directory + 32);
  const size = bytes.readUInt8(directory + 36);
  const page = 2 ** bytes.readUInt8(directory + 39);
  const problems = [];
  if ((bytes.readUInt32BE(directory + 12) & 0x2) === 0) problems.push('not signed ad hoc');
  if (bytes.readUInt8(directory + 37) !== 2 || size !== 32) return [...problems, 'not signed with SHA-256'];
  if (limit !== start || count !== Math.ceil(limit / page))
    problems.push('the signature does not cover the file');
  for (let index = 0; index < count; index++) {
    const content = bytes.subarray(index * page, Math.min((index + 1) * page, limit));
    const expected = bytes.subarray(hashes + index * size, hashes + (index + 1) * size);
    if (!createHash('sha256').update(content).digest().equals(expected))
      return [...problems, `the signature does not match page ${index}`];
  }
  return problems;
}
