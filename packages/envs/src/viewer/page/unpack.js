/* global atob, Blob, DecompressionStream, Response, TextDecoder */

/** Bytes of a base64 text that was packed with gzip. */
async function bytesOf(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/** The frames of a scene as numbers. */
export async function unpackFrames(packed) {
  return new Float32Array(await bytesOf(packed));
}

/** three.js from its packed sources: each becomes a module that imports the one before it. */
export async function loadThree(libraries) {
  const text = async (name) => new TextDecoder().decode(await bytesOf(libraries[name]));
  const module = (source) => URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const core = module(await text('core'));
  const three = module((await text('three')).replaceAll("'./three.core.js'", `'${core}'`));
  const controls = module((await text('controls')).replaceAll("from 'three'", `from '${three}'`));
  const [THREE, { OrbitControls }] = [await import(three), await import(controls)];
  return { THREE, OrbitControls };
}
