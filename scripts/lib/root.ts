import path from 'node:path';

/** The folder of the project, wherever it was cloned to. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..');
