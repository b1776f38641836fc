/** A YAML document as it is written: aliases and merge keys not followed, scalars not typed. */
export type YamlNode = YamlMap | YamlList | YamlScalar | YamlAlias;

interface Written {
  readonly at: number;
  /** The tag, "" when there is none. `!!str` is long: "tag:yaml.org,2002:str". */
  readonly tag: string;
}

export interface YamlMap extends Written {
  readonly kind: 'map';
  /** Key, value, key, value ... */
  readonly content: YamlNode[];
}

export interface YamlList extends Written {
  readonly kind: 'list';
  readonly content: YamlNode[];
}

export interface YamlScalar extends Written {
  readonly kind: 'scalar';
  readonly value: string;
  /** Written without quotes: the text decides the type. */
  readonly plain: boolean;
}

export interface YamlAlias extends Written {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: YamlNode;
}
