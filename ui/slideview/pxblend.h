#pragma once

#include <QImage>

namespace transcope::ui {

/// a and b of 0..255 with weight 0..256 of b.
inline quint32 over(quint32 below, quint32 colour, quint32 weight)
{
    const quint32 redBlue = ((below & 0xff00ff) * (256 - weight) + (colour & 0xff00ff) * weight) >> 8;
    const quint32 green = ((below & 0xff00) * (256 - weight) + (colour & 0xff00) * weight) >> 8;
    return 0xff000000 | (redBlue & 0xff00ff) | (green & 0xff00);
}

/// Of an image of 32 bits a px that is nobody else's.
inline quint32* lineOf(QImage& image, int y)
{
    return reinterpret_cast<quint32*>(image.bits() + y * image.bytesPerLine());
}

} // namespace transcope::ui
