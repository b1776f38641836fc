// The bundle is an expression: one function of what a CommonJS module is given, which bin/compile-cache.js calls. Were it
// left to Node to wrap, the text would be copied at every start: 1 ms.
export const WRAPPED_BANNER = '(function(exports,require,module,__filename,__dirname){';
export const WRAPPED_FOOTER = '});';
