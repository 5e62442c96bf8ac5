#include "core/slide/associatedimages.h"

#include "core/base/filewait.h"
#include "core/base/try.h"
#include "core/slide/openslidehandle.h"

namespace transcope::core {

Result<std::vector<AssociatedImage>> readAssociatedImages(const std::filesystem::path& slide)
{
    constexpr std::array<std::uint8_t, 3> White = {255, 255, 255};
    const auto known = openHandle(slide);
    if (!known && known.error().code == ErrorCode::Unsupported) // a slide that is read without OpenSlide
        return std::vector<AssociatedImage>();
    if (!known)
        return tl::unexpected(known.error());
    std::vector<AssociatedImage> images;
    for (const auto& name : (*known)->associatedNames()) {
        TRY(const auto own, openHandle(slide)); // a picture that is damaged ends its handle
        const FileWait wait(slide);
        Image image = own->readAssociated(name, White);
        if (!image.isEmpty())
            images.push_back({name, std::move(image)});
    }
    return images;
}

} // namespace transcope::core
