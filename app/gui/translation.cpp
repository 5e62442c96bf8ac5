#include "app/gui/translation.h"

#include <string_view>

namespace transcope::app {

QString Translator::translate(const char* context, const char* sourceText, const char* disambiguation,
                              int n) const
{
    const std::string_view whole(context);
    const auto colons = whole.rfind("::");
    const char* bare = colons == std::string_view::npos ? context : context + colons + 2;
    return QTranslator::translate(bare, sourceText, disambiguation, n);
}

} // namespace transcope::app
