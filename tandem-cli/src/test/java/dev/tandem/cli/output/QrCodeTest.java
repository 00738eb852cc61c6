package dev.tandem.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final String LINK = "http://192.168.178.20:8080/pair#3fKq-72Lm-Zx9p";

    @Test
    void a_camera_reads_the_code_from_a_dark_terminal() throws Exception {
        assertThat(scan(QrCode.of(LINK).lines(false))).isEqualTo(LINK);
    }

    @Test
    void with_colors_each_line_sets_its_own_and_resets_them() {
        List<String> plain = QrCode.of(LINK).lines(false);

        assertThat(QrCode.of(LINK).lines(true))
                .hasSameSizeAs(plain)
                .allMatch(line -> line.startsWith("\u001b[97;40m") && line.endsWith("\u001b[0m"));
    }

    private static String scan(List<String> lines) throws Exception {
        int scale = 4;
        int width = lines.get(0).length() * scale;
        int height = lines.size() * 2 * scale;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char c = lines.get(y / scale / 2).charAt(x / scale);
                boolean upper = y / scale % 2 == 0;
                boolean light = c == '█' || c == (upper ? '▀' : '▄');
                pixels[y * width + x] = light ? 0xffffff : 0;
            }
        }
        var source = new RGBLuminanceSource(width, height, pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)))
                .getText();
    }
}
