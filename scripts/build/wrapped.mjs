// The bundle is one function of what a CommonJS module is given. As a module it calls that at once; as a script, which is
// how bin/compile-cache.js runs it, the function is what it answers. To be wrapped by Node instead, the text would be
// copied at every start: 1 ms.
const GIVEN = 'exports,require,module,__filename,__dirname';

export const WRAPPED_BANNER = `(run=>typeof __filename==="string"?run(${GIVEN}):run)(function(${GIVEN}){`;
export const WRAPPED_FOOTER = '});';
