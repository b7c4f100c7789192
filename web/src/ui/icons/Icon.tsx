import type { ReactNode, SVGProps } from "react";

export interface IconProps extends Omit<SVGProps<SVGSVGElement>, "children"> {
  /** Edge in CSS pixels; drawn on a grid of 16. */
  size?: number;
}

export type IconComponent = (props: IconProps) => ReactNode;

/** Makes an icon of lines on a 16 by 16 grid. It is decoration: the control beside it carries the words. */
export function icon(drawing: ReactNode): IconComponent {
  return ({ size = 16, ...rest }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
    >
      {drawing}
    </svg>
  );
}

/** A drawing that is one path. */
export function line(d: string): IconComponent {
  return icon(<path d={d} />);
}
