#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace transcope::model {

/// Zero-filled bytes that begin on a 64-byte boundary (a cache line, and one AVX-512 register).
class AlignedBuffer
{
public:
    AlignedBuffer() = default;
    /// Throws std::bad_alloc when there is no memory.
    explicit AlignedBuffer(std::size_t bytes) : m_bytes((bytes + kAlign - 1) / kAlign * kAlign)
    {
        if (m_bytes == 0)
            return;
        m_data.reset(static_cast<std::byte*>(std::aligned_alloc(kAlign, m_bytes)));
        if (!m_data)
            throw std::bad_alloc();
        std::memset(m_data.get(), 0, m_bytes);
    }

    std::size_t bytes() const { return m_bytes; }
    template <class T = std::byte> T* as() { return reinterpret_cast<T*>(m_data.get()); }
    template <class T = std::byte> const T* as() const { return reinterpret_cast<const T*>(m_data.get()); }

private:
    static constexpr std::size_t kAlign = 64;
    struct Free
    {
        void operator()(std::byte* data) const { std::free(data); }
    };
    std::unique_ptr<std::byte, Free> m_data;
    std::size_t m_bytes = 0;
};

} // namespace transcope::model
