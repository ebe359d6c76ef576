import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { LaunchOptions } from "playwright-core";

const MODULES = join(dirname(import.meta.dirname), "node_modules");

/** A headless Chromium that came with the packages, or the one CHROME_PATH names; null where neither exists. */
export async function browserOptions(): Promise<LaunchOptions | null> {
  const executablePath = process.env.CHROME_PATH ?? (await packagedChromium());
  if (executablePath === null) return null;
  return {
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none", "--lang=zh-CN"],
    env: { ...(process.env as Record<string, string>), FONTCONFIG_FILE: fontsWithChinese() },
  };
}

/** Unpacked once into the temporary folder; call it before anything runs in parallel. */
async function packagedChromium(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const { default: chromium } = await import("@sparticuz/chromium");
  return await chromium.executablePath();
}

/** A bare machine has no Chinese font: pages would be full of boxes. */
function fontsWithChinese(): string {
  const folder = join(tmpdir(), "kehai-fonts");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "fonts.conf");
  const weights = ["400Regular", "500Medium", "700Bold"].map((name) => join(MODULES, "@expo-google-fonts/noto-sans-sc", name));
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${weights.map((path) => `<dir>${path}</dir>`).join("\n")}
<cachedir>${join(folder, "cache")}</cachedir>
</fontconfig>\n`,
  );
  return file;
}
