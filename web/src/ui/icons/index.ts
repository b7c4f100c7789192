export * from "./actions";
export type { IconComponent, IconProps } from "./Icon";
export * from "./media";
export * from "./places";
export * from "./status";
export * from "./tools";
