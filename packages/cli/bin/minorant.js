#!/usr/bin/env node
import { main } from '../dist/index.js';
import { dieWithParent } from '../dist/run/die-with-parent.js';
import { outliveReaders } from '../dist/terminal/closed-pipe.js';
import { reportLostOutput } from '../dist/terminal/report-lost-output.js';

dieWithParent();
reportLostOutput(outliveReaders([process.stdout, process.stderr]));
process.exitCode = await main(process.argv);
