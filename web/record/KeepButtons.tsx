import { Button, Flex } from "antd";
import { useTranslation } from "react-i18next";

type KeepButtonsProps = { isBusy: boolean; onKeep: () => void; onClose: () => void };

/** Below a field that is changed in place and that a key alone does not keep. */
export function KeepButtons({ isBusy, onKeep, onClose }: KeepButtonsProps) {
  const { t } = useTranslation();
  return (
    <Flex gap={8}>
      <Button size="small" type="primary" loading={isBusy} onClick={onKeep}>
        {t("action.save")}
      </Button>
      <Button size="small" onClick={onClose}>
        {t("action.cancel")}
      </Button>
    </Flex>
  );
}
