// Makes the native backend of TensorFlow.js load where its own installer cannot fetch libtensorflow: takes the library
// from a TensorFlow wheel on PyPI and builds the binding against it. Linux on x64, with Python 3 (pip) and g++.
//   node scripts/install-tfjs-node.mjs
// Undo: remove node_modules/@tensorflow/tfjs-node and node_modules/.cache/tfjs-node.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const version = '4.22.0';
// The first release whose wheel holds the whole library with its C interface and runs on the Pythons of today is 2.12;
// tfjs-node 4.22 was made for 2.9, whose interface later ones keep.
const wheel = {
  requirement: 'tensorflow-cpu==2.15.1',
  python: '311',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
};

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error(`The wheel is for linux on x64; this is ${process.platform} on ${process.arch}.`);
  process.exit(2);
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const cache = join(root, 'node_modules', '.cache', 'tfjs-node');
const home = join(cache, 'node_modules', '@tensorflow', 'tfjs-node');
const run = (command, args, options = {}) => execFileSync(command, args, { stdio: 'inherit', ...options });

console.log(`1/4 @tensorflow/tfjs-node ${version} without its installer`);
mkdirSync(cache, { recursive: true });
run('npm', [
  ...['install', '--prefix', cache, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'],
  `@tensorflow/tfjs-node@${version}`,
]);
// It must use this repository's copy of TensorFlow.js, not one of its own.
for (const name of readdirSync(dirname(home)))
  if (name !== 'tfjs-node') rmSync(join(dirname(home), name), { recursive: true });

console.log(`2/4 ${wheel.requirement} from PyPI (about 200 MB)`);
run('python3', [
  ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', cache],
  ...['--python-version', wheel.python, '--implementation', 'cp', '--platform', 'manylinux2014_x86_64'],
  wheel.requirement,
]);
const file = readdirSync(cache).find((name) => name.startsWith('tensorflow_cpu') && name.endsWith('.whl'));
const hash = createHash('sha256');
await pipeline(createReadStream(join(cache, file)), hash);
const digest = hash.digest('hex');
if (digest !== wheel.sha256) {
  console.error(`${file} has the SHA-256 ${digest}, expected ${wheel.sha256}.`);
  process.exit(1);
}

console.log('3/4 libraries and headers out of the wheel');
const extract = `
import sys, zipfile
wheel, target = sys.argv[1:]
archive = zipfile.ZipFile(wheel)
headers = ('tensorflow/include/tensorflow/c/', 'tensorflow/include/tsl/', 'tensorflow/include/tensorflow/core/platform/')
libraries = ('tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2')
archive.extractall(target, [n for n in archive.namelist() if n in libraries or n.startswith(headers)])
`;
run('python3', ['-c', extract, join(cache, file), cache]);
const library = join(home, 'deps', 'lib');
mkdirSync(library, { recursive: true });
for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
  rmSync(join(library, name), { force: true });
  symlinkSync(join(cache, 'tensorflow', name), join(library, name));
}

console.log('4/4 the binding');
const headers = [resolve(process.execPath, '../../include/node'), process.env.NODE_INCLUDE ?? ''].find(
  (directory) => existsSync(join(directory, 'node_api.h')),
);
if (!headers) {
  console.error("Node's headers (node_api.h) are not beside this Node; name their folder in NODE_INCLUDE.");
  process.exit(1);
}
const target = join(home, 'lib', `napi-v8`);
mkdirSync(target, { recursive: true });
run('g++', [
  ...['-O2', '-std=c++17', '-shared', '-fPIC', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'],
  ...[`-I${headers}`, `-I${join(cache, 'tensorflow', 'include')}`, `-I${join(home, 'binding')}`],
  ...[join(home, 'binding', 'tfjs_backend.cc'), join(home, 'binding', 'tfjs_binding.cc')],
  ...['-o', join(target, 'tfjs_binding.node'), `-L${library}`],
  ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
]);
const link = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
rmSync(link, { recursive: true, force: true });
symlinkSync(home, link);

run(
  process.execPath,
  [
    ...['--input-type=module', '-e'],
    `import * as tf from '@tensorflow/tfjs'; await import('@tensorflow/tfjs-node');
   await tf.setBackend('tensorflow'); console.log('loaded:', tf.getBackend(), tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0]);`,
  ],
  { cwd: root },
);
