import { type ThemeConfig, theme } from "antd";

export type Mode = "light" | "dark";

/** The sea family: every colour of the product is named here once, for Ant Design and for our own style sheets. */
const palettes = {
  light: {
    primary: "#0E7490",
    "primary-hover": "#155E75",
    "primary-soft": "#E4F1F4",
    success: "#2F9E62",
    warning: "#D9822B",
    danger: "#C7382B",
    "success-text": "#1F7A49",
    "warning-text": "#9A5712",
    "danger-text": "#B42F23",
    "success-soft": "#E6F4EC",
    "warning-soft": "#FBF0E3",
    "danger-soft": "#FBEAE8",
    "neutral-soft": "#EDF1F3",
    page: "#F6F8F9",
    card: "#FFFFFF",
    raised: "#FFFFFF",
    hover: "#F1F5F6",
    line: "#E3E8EB",
    "line-strong": "#CBD5DA",
    text: "#1B2A33",
    "text-2": "#5A6B75",
    placeholder: "#64737D",
    shadow: "0 8px 28px rgb(16 42 54 / 14%), 0 2px 6px rgb(16 42 54 / 8%)",
  },
  dark: {
    primary: "#4DB8D2",
    "primary-hover": "#74CADF",
    "primary-soft": "#12323C",
    success: "#48B77C",
    warning: "#E39A4C",
    danger: "#F08578",
    "success-text": "#6CCB97",
    "warning-text": "#EBB274",
    "danger-text": "#F08B80",
    "success-soft": "#14322A",
    "warning-soft": "#372A1A",
    "danger-soft": "#3A2221",
    "neutral-soft": "#22313A",
    page: "#0E171C",
    card: "#142027",
    raised: "#1A2831",
    hover: "#1A2932",
    line: "#24343D",
    "line-strong": "#38505C",
    text: "#E4EDF1",
    "text-2": "#9DB0BA",
    placeholder: "#8397A2",
    shadow: "0 10px 32px rgb(0 0 0 / 50%), 0 2px 6px rgb(0 0 0 / 40%)",
  },
} as const;

export const fontFamily =
  '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Noto Sans SC", system-ui, -apple-system, "Segoe UI", sans-serif';

/** Colours for canvases, which know no CSS variables. */
export function paletteOf(mode: Mode) {
  return palettes[mode];
}

/** Writes the palette as `--k-…` variables; our style sheets use nothing else. */
export function paintDocument(mode: Mode): void {
  const root = document.documentElement;
  root.dataset.theme = mode;
  root.style.colorScheme = mode;
  for (const [name, value] of Object.entries(palettes[mode])) root.style.setProperty(`--k-${name}`, value);
}

/** Controls are 32 px high on a desk, 44 px under a thumb. */
export function antTheme(mode: Mode, isPhone: boolean): ThemeConfig {
  const colour = palettes[mode];
  return {
    algorithm: mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily,
      fontSize: 14,
      lineHeight: 22 / 14,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: isPhone ? 44 : 32,
      controlHeightSM: isPhone ? 36 : 24,
      controlHeightLG: isPhone ? 48 : 40,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.15s",
      colorPrimary: colour.primary,
      colorPrimaryHover: colour["primary-hover"],
      colorLink: colour.primary,
      colorLinkHover: colour["primary-hover"],
      colorInfo: colour.primary,
      colorSuccess: colour.success,
      colorWarning: colour.warning,
      colorError: colour.danger,
      colorErrorText: colour["danger-text"],
      colorText: colour.text,
      colorTextSecondary: colour["text-2"],
      colorTextTertiary: colour["text-2"],
      colorTextDescription: colour["text-2"],
      colorTextPlaceholder: colour.placeholder,
      colorBgLayout: colour.page,
      colorBgContainer: colour.card,
      colorBgElevated: colour.raised,
      colorBorder: colour["line-strong"],
      colorBorderSecondary: colour.line,
      colorSplit: colour.line,
      boxShadow: colour.shadow,
      boxShadowSecondary: colour.shadow,
      controlItemBgHover: colour.hover,
      controlItemBgActive: colour["primary-soft"],
      controlItemBgActiveHover: colour["primary-soft"],
    },
    components: {
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        fontWeight: 500,
        ...(mode === "dark" ? { primaryColor: "#06222B", dangerColor: "#2A0C08" } : {}),
      },
      Form: { labelColor: colour["text-2"], itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
      Tabs: { horizontalItemPadding: "9px 0", horizontalMargin: "0", titleFontSize: 14 },
      Drawer: { paddingLG: 20 },
      Tooltip: { colorBgSpotlight: mode === "dark" ? "#2B3E49" : "#22343E" },
      Segmented: { trackBg: colour["neutral-soft"] },
      Table: { headerBg: colour.page, headerColor: colour["text-2"], rowHoverBg: colour.hover, cellPaddingBlock: 9 },
    },
  };
}
