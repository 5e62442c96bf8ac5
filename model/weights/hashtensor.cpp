#include "model/weights/hashtensor.h"

#include <cmath>
#include <string>

namespace transcope::model {

namespace {

/// u of element after element.
class HashStream
{
public:
    HashStream(std::string_view seed, std::string_view name)
    {
        const std::string key = std::string(seed) + ":" + std::string(name);
        for (const unsigned char byte : key)
            m_state = (m_state ^ byte) * 0x100000001b3ull;
    }
    double next()
    {
        m_state += 0x9e3779b97f4a7c15ull;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        z ^= z >> 31;
        return static_cast<double>(z >> 40) * 0x1p-24;
    }

private:
    std::uint64_t m_state = 0xcbf29ce484222325ull; // FNV-1a's offset basis
};

template <class Map> HostTensor filled(HashStream stream, const std::vector<std::int64_t>& shape, Map map)
{
    HostTensor tensor{shape, std::vector<float>(elementCount(shape))};
    for (float& value : tensor.data)
        value = static_cast<float>(map(stream.next()));
    return tensor;
}

} // namespace

HostTensor hashedWeight(std::string_view seed, std::string_view name, const std::vector<std::int64_t>& shape)
{
    const HashStream stream(seed, name);
    if (name.ends_with("running_var"))
        return filled(stream, shape, [](double u) { return 0.5 + u; });
    if (shape.size() >= 2) {
        const auto count = static_cast<double>(elementCount(shape));
        const double fan =
            shape[0] > 1 ? count / static_cast<double>(shape[0]) : static_cast<double>(shape.back());
        const double scale = std::sqrt(3.0 / fan);
        return filled(stream, shape, [scale](double u) { return (2 * u - 1) * scale; });
    }
    if (shape.size() == 1 && (name.ends_with("weight") || name.ends_with("gamma")))
        return filled(stream, shape, [](double u) { return 0.8 + 0.4 * u; });
    return filled(stream, shape, [](double u) { return (u - 0.5) * 0.1; });
}

HostTensor hashedInput(std::string_view seed, std::string_view name, const std::vector<std::int64_t>& shape,
                       double factor)
{
    return filled(HashStream(seed, name), shape, [factor](double u) { return u * factor; });
}

} // namespace transcope::model
