package dev.tandem.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Numbers from left to right: by their logarithms where the greatest is many times the least, from zero otherwise.
 *
 * @param least at the left end
 * @param greatest at the right end
 */
record Axis(boolean logarithmic, double least, double greatest) {
    private static final double MANY = 20;
    private static final int STEPS = 6;

    /** One that holds all these numbers. */
    static Axis over(double... numbers) {
        double least = DoubleStream.of(numbers).min().orElse(0);
        double greatest = DoubleStream.of(numbers).max().orElse(1);
        if (least > 0 && greatest / least >= MANY) {
            return new Axis(true, decade(Math.floor(Math.log10(least))), decade(Math.ceil(Math.log10(greatest))));
        }
        double step = step(greatest);
        return new Axis(false, 0, step * Math.max(1, Math.ceil(greatest / step)));
    }

    /** Where a number is: 0 at the left end, 1 at the right. */
    double at(double number) {
        return logarithmic
                ? Math.log10(number / least) / Math.log10(greatest / least)
                : (number - least) / (greatest - least);
    }

    /** The numbers that are written under it. */
    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        if (logarithmic) {
            int last = (int) Math.round(Math.log10(greatest));
            for (int power = (int) Math.round(Math.log10(least)); power <= last; power++) {
                marks.add(decade(power));
            }
            return marks;
        }
        double step = step(greatest);
        for (int i = 0; i <= Math.round(greatest / step); i++) {
            marks.add(i * step);
        }
        return marks;
    }

    private static double decade(double power) {
        return Math.pow(10, power);
    }

    /** 1, 2 or 5 times a power of ten, so that there are a few of them. */
    private static double step(double greatest) {
        double rough = Math.max(greatest, Double.MIN_NORMAL) / STEPS;
        double power = decade(Math.floor(Math.log10(rough)));
        double digits = rough / power;
        double nice = digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10;
        return nice * power;
    }
}
