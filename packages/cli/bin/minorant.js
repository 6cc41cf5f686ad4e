#!/usr/bin/env node
import { main } from '../dist/index.js';
import { dieWithParent } from '../dist/run/die-with-parent.js';
import { outliveReaders } from '../dist/terminal/closed-pipe.js';

dieWithParent();
outliveReaders([process.stdout, process.stderr]);
process.exitCode = await main(process.argv);
