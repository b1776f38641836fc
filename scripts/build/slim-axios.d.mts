import type { Plugin } from 'esbuild';

export declare function slimAxios(): Plugin;
