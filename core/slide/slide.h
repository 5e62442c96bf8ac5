#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/slide/image.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// One level of a slide's pyramid.
struct SlideLevel
{
    SizeI sizePx;          ///< in this level's own pixels
    double downsample = 1; ///< level-0 px per px of this level, ≥ 1; not always a whole number
    SizeI tilePx;          ///< the file's own tiles; {256, 256} where it does not say
};

/// A whole-slide image: a pyramid of levels, level 0 the largest.
/// Thread-safe: all threads share one object and one file handle. Reading holds no lock of ours.
class Slide
{
public:
    virtual ~Slide() = default;

    virtual const std::filesystem::path& path() const = 0;
    /// At least one; downsamples ascend from 1.
    virtual const std::vector<SlideLevel>& levels() const = 0;
    /// Micrometres per level-0 px, mean of x and y; absent when the file does not say. Never guessed.
    virtual std::optional<double> umPerPx() const = 0;
    /// The scanner's format, e.g. "aperio", "generic-tiff".
    virtual std::string vendor() const = 0;
    /// The file's own properties, as it names them.
    virtual const std::map<std::string, std::string>& properties() const = 0;

    /// Reads a rectangle given in the px of `level`; the result has just that size. What lies outside the
    /// slide is black; what was not scanned has the slide's background colour.
    /// Errors: BadInput when the file cannot be decoded there (the slide stays usable elsewhere where the
    /// format allows), InvalidArgument for an unknown level or an empty or absurdly large rectangle.
    virtual Result<Image> read(const RectI& rectLevelPx, int level) const = 0;

    SizeI sizeLevel0Px() const { return levels().front().sizePx; }
    /// The level with the largest downsample that is ≤ wanted (within 1 %, since real pyramids have 4.0003);
    /// level 0 if none.
    int levelAtOrBelow(double wantedDownsample) const;
};

/// Opens what OpenSlide reads (pyramids). For plain pictures see slideimport.h.
/// Errors: NotFound, BadInput (names the file and OpenSlide's reason), Unsupported (a format OpenSlide does
/// not know: the message says to import it).
Result<std::shared_ptr<const Slide>> openSlide(const std::filesystem::path& path);

/// Hex SHA-256 over the file's size and all of it up to 16 MiB, else its first and last 1 MiB and 256 pieces
/// between: tells two slides apart, and most changes within one, in some ten milliseconds. Errors: NotFound,
/// BadInput.
Result<std::string> quickHash(const std::filesystem::path& path);

/// A hash that an older session holds (of both ends alone) as quickHash() has it now, if it is this file's;
/// else as it is.
std::string presentHash(const std::filesystem::path& path, const std::string& stored);

} // namespace transcope::core
