import { App } from "antd";

/** Short notices at the top: what was done, or why not. */
export function useFeedback() {
  const { message } = App.useApp();
  return {
    done: (text: string) => void message.success(text, 2.5),
    error: (text: string) => void message.error(text, 6),
    info: (text: string) => void message.info(text, 3),
  };
}
