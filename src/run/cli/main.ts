#!/usr/bin/env node
import * as path from 'path';
import { load } from './code-cache';
import { setV8Flags } from './v8-flags';

// Before anything is loaded: what V8 keeps is good for the flags that it was made with.
setV8Flags();

// What is bundled beside this file is loaded by its name: an import would make it a part of this one, which is read before the cache can be asked.
const { main } = load(path.join(__dirname, 'command.js'), process.argv[2] === 'validate') as typeof import('./command.js');
void main();
