import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { viewerErrors } from './errors.js';
import type { ReplayScene } from './replay-scene.js';

/** The page's own sources: plain JavaScript beside this file's TypeScript source, in `src` of the package. */
const sources = new URL('../../src/viewer/page/', import.meta.url);
const require = createRequire(import.meta.url);

/**
 * The page that plays scenes, as HTML with everything inlined: scripts, style, three.js and the frames.
 *
 * @throws MNR_REPLAY_EMPTY
 */
export function replayPage({ scenes, title }: { scenes: readonly ReplayScene[]; title: string }): string {
  if (scenes.length === 0) throw viewerErrors.MNR_REPLAY_EMPTY({ what: 'no scene was given' });
  const read = (name: string): string => readFileSync(new URL(name, sources), 'utf8');
  const script = ['scene-2d.js', 'scene-3d.js', 'reward-curve.js', 'unpack.js', 'player.js'].map((name) =>
    inlined(read(name)),
  );
  const data = scenes.map((scene) => ({ ...scene, frames: pack(Buffer.from(scene.frames.buffer)) }));
  const libraries = scenes.some((scene) => scene.kind === '3d') ? threeSources() : {};
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${read('style.css')}</style>
</head>
<body>
${read('body.html').replace('TITLE', () => escapeHtml(title))}
<script type="application/json" id="replay-data">${json({ title, scenes: data, libraries })}</script>
<script type="module">
${script.join('\n')}
start();
</script>
</body>
</html>
`;
}

/** three.js and its orbit controls, packed; the page makes modules of them. */
function threeSources(): Record<string, string> {
  const build = dirname(require.resolve('three'));
  return {
    core: pack(readFileSync(join(build, 'three.core.js'))),
    three: pack(readFileSync(join(build, 'three.module.js'))),
    controls: pack(readFileSync(require.resolve('three/addons/controls/OrbitControls.js'))),
  };
}

function pack(bytes: Uint8Array): string {
  return gzipSync(bytes, { level: 9 }).toString('base64');
}

/** The sources import from one another for editors and linters; in the page they are one script. */
function inlined(source: string): string {
  return source
    .replace(/^import .*\n/gm, '')
    .replace(/^export /gm, '')
    .replace(/<\/script/gi, '<\\/script');
}

/** JSON that cannot end the script element it stands in. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
