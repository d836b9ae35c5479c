import { version as ofManifest } from '../package.json';

/** The version of this program. */
export const version: string = ofManifest;
