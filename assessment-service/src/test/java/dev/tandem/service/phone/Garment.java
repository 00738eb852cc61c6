package dev.tandem.service.phone;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A drawn dress, since no shop's pictures belong into this repository. */
final class Garment {
    private static final int WIDTH = 450;
    private static final int HEIGHT = 600;

    private Garment() {}

    static byte[] png(float hue) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.06f, 0.95f), 0, HEIGHT, Color.getHSBColor(hue, 0.1f, 0.86f)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setPaint(new GradientPaint(
                150, 0, Color.getHSBColor(hue, 0.5f, 0.62f), 320, HEIGHT, Color.getHSBColor(hue, 0.6f, 0.42f)));
        pen.fill(dress());
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static Path2D dress() {
        Path2D.Double dress = new Path2D.Double();
        dress.moveTo(188, 90);
        dress.curveTo(205, 125, 245, 125, 262, 90);
        dress.lineTo(292, 100);
        dress.curveTo(330, 150, 345, 210, 352, 275);
        dress.lineTo(308, 285);
        dress.lineTo(284, 205);
        dress.curveTo(282, 245, 276, 270, 270, 290);
        dress.curveTo(310, 370, 335, 450, 345, 540);
        dress.curveTo(280, 562, 170, 562, 105, 540);
        dress.curveTo(115, 450, 140, 370, 180, 290);
        dress.curveTo(174, 270, 168, 245, 166, 205);
        dress.lineTo(142, 285);
        dress.lineTo(98, 275);
        dress.curveTo(105, 210, 120, 150, 158, 100);
        dress.closePath();
        return dress;
    }
}
